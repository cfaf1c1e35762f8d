import type { Context, Statement } from '@ruyi/engine/context';
import type { ModuleModel } from '@ruyi/engine/model';
import { insertSearchRows } from '../search/search-row-statements.js';
import { historyRow, insertHistories } from './history-row.js';
import { insertRows, newRows, type ComputeColumns, type NewRow } from './insert-rows.js';
import type { RecordChange } from './record-change.js';
import type { UniqueText } from './unique-values.js';

/** A value of a unique field that a new record takes. */
export interface TakenText extends UniqueText {
  readonly record: string;
}

/**
 * The statements that write many new records of one module as so many single ones would, but for their unique values. Each
 * is made when it is asked for: the database works at one while the next is put together.
 */
export function* insertMany(
  ctx: Context,
  module: ModuleModel,
  changes: readonly RecordChange[],
  compute: readonly ComputeColumns[],
): Iterable<Statement> {
  yield {
    text: `insert into record (tenant_id, id, module_key, owner_id)
           select $1, r.id, $2, r.owner from unnest($3::uuid[], $4::uuid[]) as r (id, owner)`,
    values: [ctx.tenantId, module.key, changes.map(({ id }) => id), changes.map(({ after }) => after.ownerId)],
  };
  const rows = newRows(ctx, module, changes);
  yield insertRows(ctx, module, rows, compute);
  yield* indexed(ctx, module, rows);
  yield insertHistories(
    ctx,
    changes.map((change) => historyRow(ctx, change, change.values)),
  );
  yield insertSearchRows(
    ctx,
    module,
    changes.map(({ after }) => after),
  );
}

/**
 * Takes the values for new records; answers a row for each that it got. In the order in which one transaction after the
 * other takes them, so that two that want the same values wait and never dead-lock.
 */
export function takeUniqueOfMany(ctx: Context, module: ModuleModel, texts: readonly TakenText[]): Statement {
  return {
    text: `insert into unique_value (tenant_id, module_key, field_key, value_norm, record_id)
           select $1, $2, u.field, u.value, u.record from unnest($3::text[], $4::text[], $5::uuid[]) as u (field, value, record)
           order by u.field, u.value on conflict do nothing returning field_key`,
    values: [
      ctx.tenantId,
      module.key,
      texts.map(({ field }) => field),
      texts.map(({ text }) => text),
      texts.map(({ record }) => record),
    ],
  };
}

/** Entries of the index of lists. */
function* indexed(ctx: Context, module: ModuleModel, rows: readonly NewRow[]): Iterable<Statement> {
  const entries = rows.flatMap(({ id, stored }) =>
    [...stored.indexed].flatMap(([field, list]) => list.map((value) => ({ field, value, record: id }))),
  );
  if (entries.length === 0) return;
  yield {
    text: `insert into value_index (tenant_id, module_key, field_key, value, record_id)
           select $1, $2, v.field, v.value, v.record from unnest($3::text[], $4::text[], $5::uuid[]) as v (field, value, record)
           on conflict do nothing`,
    values: [
      ctx.tenantId,
      module.key,
      entries.map(({ field }) => field),
      entries.map(({ value }) => value),
      entries.map(({ record }) => record),
    ],
  };
}
