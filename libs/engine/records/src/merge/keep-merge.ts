import { sql } from '@ruyi/engine/context';
import type { RecordChange, Values } from '../write/record-change.js';
import { sameValue } from '../write/same-value.js';
import type { WriteSession } from '../write/write-session.js';
import type { MergedRecords } from './merged-records.js';
import type { MergeSides } from './merge-sides.js';

/** Notes what an undo needs to know, and in which record those that go live on. */
export async function keepMerge(
  { ctx, tx }: WriteSession,
  { from }: MergedRecords,
  change: RecordChange,
  sides: MergeSides,
): Promise<void> {
  const { changeSet, module, id } = change;
  const gone = from.map((record) => record.id);
  await tx.pipeline([
    sql`insert into record_merge (tenant_id, id, module_key, into_id, by_user, records, sides, unaudited)
        values (${ctx.tenantId}, ${changeSet}, ${module.key}, ${id}, ${ctx.userId}, ${from.length + 1},
          ${JSON.stringify(sides)}, ${JSON.stringify(unaudited(change))})`,
    // What went into one of these earlier lives on where they do.
    sql`insert into merged_record (tenant_id, into_id, record_id, merge_id)
        select ${ctx.tenantId}::uuid, ${id}::uuid, g.id, ${changeSet}::uuid from (
          select unnest(${gone}::uuid[]) as id
          union select m.record_id from merged_record m where m.tenant_id = ${ctx.tenantId} and m.into_id = any(${gone}::uuid[])
        ) g where g.id <> ${id}::uuid on conflict do nothing`,
  ]);
}

function unaudited({
  module,
  before,
  after,
  values,
}: RecordChange): Record<string, { before: unknown; after: unknown }> {
  const held: Values = before ?? {};
  const keys = Object.keys(values).filter(
    (key) => module.fields.get(key)?.audited === false && !sameValue(held[key], after[key]),
  );
  return Object.fromEntries(keys.map((key) => [key, { before: held[key] ?? null, after: after[key] ?? null }]));
}
