import { newId, type Context, type Row, type Transaction } from '@ruyi/engine/context';
import { decodeField, encodeField } from '../stored-value.js';
import type { FieldModel, ModuleModel } from '../tenant-model.js';
import { fieldExpression } from './field-usage.js';

const BATCH = 1000;

/** Told in the same transaction which records a change of metadata rewrote, so that what depends on them follows. */
export interface RecordsChanged {
  recordsChanged(
    ctx: Context,
    tx: Transaction,
    change: { readonly module: string; readonly field: string; readonly ids: readonly string[] },
  ): Promise<void>;
}

export interface OptionReplacement {
  readonly module: ModuleModel;
  readonly field: FieldModel;
  readonly from: string;
  readonly to: string;
}

interface Changed {
  readonly id: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Gives the next records that have the option the other one, with history. Answers how many; none means done. */
export async function replaceOption(
  ctx: Context,
  tx: Transaction,
  replacement: OptionReplacement,
  listener: RecordsChanged,
): Promise<number> {
  const { module, field, from, to } = replacement;
  const { value } = fieldExpression(field);
  const columns = field.storage.at === 'columns' ? Object.values(field.storage.columns) : [];
  const rows = await tx.query<Row>({
    text: `select ${['id', 'custom', ...columns].map((column) => `r.${column}`).join(', ')} from ${module.table} r
           where r.tenant_id = $1 and ${field.type === 'multiSelect' ? `$2::text = any(${value})` : `${value} = $2::text`}
           order by r.id limit ${BATCH} for update`,
    values: [ctx.tenantId, from],
  });
  if (rows.length === 0) return 0;
  const changes = rows.map((row): Changed => {
    const before = decodeField(field, row);
    return { id: String(row['id']), before, after: Array.isArray(before) ? exchanged(before, from, to) : to };
  });
  await write(ctx, tx, replacement, changes);
  await listener.recordsChanged(ctx, tx, { module: module.key, field: field.key, ids: changes.map(({ id }) => id) });
  return changes.length;
}

const exchanged = (list: readonly unknown[], from: string, to: string): unknown[] => [
  ...new Set(list.map((item) => (item === from ? to : item))),
];

/** Rows with the same new value are one statement; history is one more. */
async function write(
  ctx: Context,
  tx: Transaction,
  { module, field }: OptionReplacement,
  changes: readonly Changed[],
): Promise<void> {
  const groups = Map.groupBy(changes, ({ after }) => JSON.stringify(after));
  for (const group of groups.values()) {
    const stored = encodeField(field, group[0]?.after ?? null, ctx);
    const values: unknown[] = [ctx.tenantId, group.map(({ id }) => id), ctx.userId];
    const sets = Object.entries(stored.columns).map(([column, value]) => `${column} = $${values.push(value)}`);
    if (stored.custom)
      sets.push(
        `custom = custom || $${values.push(JSON.stringify({ [stored.custom.key]: stored.custom.value }))}::jsonb`,
      );
    await tx.query({
      text: `update ${module.table} set ${sets.join(', ')}, version = version + 1, updated_at = now(), updated_by = $3
             where tenant_id = $1 and id = any($2::uuid[])`,
      values,
    });
    if (stored.indexValues)
      await moveIndexValues(ctx, tx, module, field, { ids: group.map(({ id }) => id), values: stored.indexValues });
  }
  await tx.query({
    text: `insert into history (tenant_id, record_id, id, module_key, change_set, action, actor_id, version, before, after)
           select $1, v.record_id, v.id, $5, $6, 'edit', $7, r.version, jsonb_build_object($8::text, v.before), jsonb_build_object($8::text, v.after)
           from unnest($2::uuid[], $3::uuid[], $4::jsonb[], $9::jsonb[]) as v (record_id, id, before, after)
           join ${module.table} r on r.tenant_id = $1 and r.id = v.record_id`,
    values: [
      ctx.tenantId,
      changes.map(({ id }) => id),
      changes.map(() => newId()),
      changes.map(({ before }) => JSON.stringify(before)),
      module.key,
      newId(),
      ctx.userId,
      field.key,
      changes.map(({ after }) => JSON.stringify(after)),
    ],
  });
}

async function moveIndexValues(
  ctx: Context,
  tx: Transaction,
  module: ModuleModel,
  field: FieldModel,
  { ids, values }: { readonly ids: readonly string[]; readonly values: readonly string[] },
): Promise<void> {
  await tx.query({
    text: 'delete from value_index where tenant_id = $1 and module_key = $2 and field_key = $3 and record_id = any($4::uuid[])',
    values: [ctx.tenantId, module.key, field.key, ids],
  });
  await tx.query({
    text: `insert into value_index (tenant_id, module_key, field_key, value, record_id)
           select $1, $2, $3, v, r from unnest($4::text[]) v cross join unnest($5::uuid[]) r on conflict do nothing`,
    values: [ctx.tenantId, module.key, field.key, values, ids],
  });
}
