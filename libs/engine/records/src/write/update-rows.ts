import type { Context, Statement } from '@ruyi/engine/context';
import type { ModuleModel } from '@ruyi/engine/model';
import { Parameters, TENANT } from '@ruyi/engine/query';
import type { PreparedChange } from './changes-writer.js';
import { rowDocument } from './insert-rows.js';
import { recordColumns } from './stored-record.js';
import { toStored } from './stored-values.js';

interface ChangedRow {
  readonly columns: readonly string[];
  /** Keys to take out of the `custom` document. */
  readonly removed: readonly string[];
  readonly hasCustom: boolean;
  readonly row: Readonly<Record<string, unknown>>;
}

/**
 * The updates of many records of one module, where each is still at the version that was read; those that set the same
 * columns by one statement. They answer the rows as stored.
 */
export function* updateRows(
  ctx: Context,
  module: ModuleModel,
  prepared: readonly PreparedChange[],
): Iterable<Statement> {
  const groups = new Map<string, ChangedRow[]>();
  for (const each of prepared) {
    const changed = changedRow(ctx, module, each);
    const shape = JSON.stringify([changed.columns, changed.removed, changed.hasCustom]);
    groups.set(shape, [...(groups.get(shape) ?? []), changed]);
  }
  for (const rows of groups.values()) yield updateAlike(ctx, module, rows);
}

function changedRow(ctx: Context, module: ModuleModel, { change, values }: PreparedChange): ChangedRow {
  const stored = toStored(ctx, module, values);
  return {
    columns: [...stored.columns.keys()],
    removed: stored.removed,
    hasCustom: Object.keys(stored.custom).length > 0,
    row: { ...rowDocument(module, stored), id: change.id, version: change.before?.version },
  };
}

function updateAlike(ctx: Context, module: ModuleModel, rows: readonly ChangedRow[]): Statement {
  const parameters = new Parameters(ctx.tenantId);
  const [{ columns, removed, hasCustom } = { columns: [], removed: [], hasCustom: false }] = rows;
  const sets = columns.map((column) => `${column} = r.${column}`);
  if (removed.length > 0 || hasCustom)
    sets.push(`custom = (t.custom - ${parameters.add(removed)}::text[]) || r.custom`);
  sets.push('version = t.version + 1', 'updated_at = now()', `updated_by = ${parameters.add(ctx.userId)}::uuid`);
  return {
    text: `update ${module.table} t set ${sets.join(', ')}
           from json_populate_recordset(null::${module.table}, ${parameters.add(JSON.stringify(rows.map(({ row }) => row)))}) r
           where t.tenant_id = ${TENANT} and t.id = r.id and t.version = r.version returning ${recordColumns(module, 't')}`,
    values: parameters.values,
  };
}
