import { sql, type Context, type Statement } from '@ruyi/engine/context';
import { namedWrite } from '@ruyi/engine/query';
import type { RecordChange, Values } from './record-change.js';
import { recordColumns } from './stored-record.js';
import { toStored } from './stored-values.js';

/** Everything that the row of a new record holds. */
export function newValues(id: string, values: Values): Record<string, unknown> {
  const { createdAt, createdBy } = values;
  return {
    ...values,
    id,
    createdAt,
    createdBy,
    updatedAt: values['updatedAt'] ?? createdAt,
    updatedBy: values['updatedBy'] ?? createdBy,
    version: 1,
  };
}

/** The update of the changed values, where the version is still the one that was read; answers the row as stored. */
export function updateRow(ctx: Context, change: RecordChange, values: Values): Statement {
  const { module, before } = change;
  const stored = toStored(ctx, module, values);
  const parameters: unknown[] = [ctx.tenantId, change.id, before?.version];
  const sets = [...stored.columns].map(([column, value]) => `${column} = $${parameters.push(value)}`);
  if (stored.removed.length > 0 || Object.keys(stored.custom).length > 0) {
    const removed = `$${parameters.push(stored.removed)}::text[]`;
    sets.push(`custom = (custom - ${removed}) || $${parameters.push(JSON.stringify(stored.custom))}::jsonb`);
  }
  if (!change.quiet)
    sets.push('version = version + 1', 'updated_at = now()', `updated_by = $${parameters.push(ctx.userId)}`);
  if (sets.length === 0) sets.push('version = version');
  return namedWrite(
    `update ${module.table} set ${sets.join(', ')} where tenant_id = $1 and id = $2 and version = $3 returning ${recordColumns(module)}`,
    parameters,
  );
}

/** Replaces the record's rows in the index of lists. */
export function valueIndexStatements(ctx: Context, change: RecordChange, values: Values): Statement[] {
  return [...toStored(ctx, change.module, values).indexed].flatMap(([field, values]) => [
    sql`delete from value_index where tenant_id = ${ctx.tenantId} and record_id = ${change.id} and field_key = ${field}`,
    ...(values.length === 0
      ? []
      : [
          sql`insert into value_index (tenant_id, module_key, field_key, value, record_id)
              select ${ctx.tenantId}, ${change.module.key}, ${field}, v, ${change.id} from unnest(${values}::text[]) as v
              on conflict do nothing`,
        ]),
  ]);
}
