import { isEmptyValue } from '@ruyi/contract/field-values';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import { decodeRecord, readRecords, type StoredRecord } from '../write/stored-record.js';
import type { WriteSession } from '../write/write-session.js';
import { AlikeRows } from './alike-rows.js';
import { candidatesOfMany, isSame, type Compared } from './candidates.js';
import { describeMatch, type DuplicateMatch } from './duplicate-match.js';
import { isQuick, quickCandidates } from './quick-candidates.js';

/** Records that one row's warning names. */
const NAMED = 3;

type Asked = Compared & { readonly record: StoredRecord };

/**
 * For each of many records that have just been made, what the company has that is like it, by the fields that it wants to
 * be warned of: other records, and those of the batch before it. Many are looked up in a few statements along indexes: a
 * name is the same without its legal form, not with a wrong letter.
 */
export async function warnedAlike(
  session: WriteSession,
  module: ModuleModel,
  records: readonly StoredRecord[],
): Promise<DuplicateMatch[][]> {
  const fields = module.duplicates.flatMap((rule) =>
    rule.mode === 'warn' ? (module.fields.get(rule.field) ?? []) : [],
  );
  const found = new Map(records.map(({ id }) => [id, new Map<string, DuplicateMatch>()]));
  if (session.ctx.userId === null || fields.length === 0 || records.length === 0) return records.map(() => []);
  const own = new Set(records.map(({ id }) => id));
  for (const field of fields) {
    // What is unique is refused, not warned of.
    if (field.unique && !field.uniqueWhen) continue;
    const asked = records
      .filter((record) => !isEmptyValue(record[field.key]))
      .map((record): Asked => ({ field, value: record[field.key], record }));
    if (asked.length === 0) continue;
    const candidates = await candidatesFor(session, module, field, asked, [...own]);
    const hits = asked.flatMap(({ value, record }, at) =>
      (candidates[at] ?? [])
        .filter((alike) => alike.deletedAt === null && !own.has(alike.id) && isSame(module, field, value, alike))
        .map((alike) => ({ id: record.id, alike })),
    );
    const matched = [...new Map(hits.map(({ alike }) => [alike.id, alike])).values()];
    const may = await session.mayOfMany('read', module, matched);
    const visible = new Set(matched.filter((_alike, index) => may[index]).map(({ id }) => id));
    for (const { id, alike } of hits) {
      const matches = found.get(id);
      if (!matches || matches.size >= NAMED || matches.has(alike.id)) continue;
      const match = { field, record: alike, visible: visible.has(alike.id) };
      matches.set(alike.id, describeMatch(session, module, match));
    }
  }
  addRows(session, module, records, found);
  return records.map(({ id }) => [...(found.get(id)?.values() ?? [])]);
}

/** Those of the batch itself, and of earlier batches that are not kept. */
function addRows(
  session: WriteSession,
  module: ModuleModel,
  records: readonly StoredRecord[],
  found: ReadonlyMap<string, Map<string, DuplicateMatch>>,
): void {
  const rows = new AlikeRows(module, 'warn');
  for (const record of records) {
    const alike = rows.same(record) ?? session.tried?.same(module, record);
    if (alike && found.get(record.id)?.size === 0)
      found.get(record.id)?.set(alike.record.id, describeMatch(session, module, { ...alike, visible: true }));
    rows.add(record);
  }
}

async function candidatesFor(
  session: WriteSession,
  module: ModuleModel,
  field: FieldModel,
  asked: readonly Asked[],
  own: readonly string[],
): Promise<StoredRecord[][]> {
  const { ctx, tx } = session;
  if (!isQuick(module, field)) {
    const run = (statements: Parameters<typeof tx.pipeline>[0]) => tx.pipeline(statements);
    return candidatesOfMany({ ctx, run }, module, asked);
  }
  const hits = await tx.query<{ at: number; id: string }>(quickCandidates(ctx.tenantId, module, field, asked, own));
  const ids = [...new Set(hits.map(({ id }) => id))];
  if (ids.length === 0) return [];
  const rows = await tx.query(readRecords(module, ctx.tenantId, ids));
  const byId = new Map(rows.map((row) => decodeRecord(module, row)).map((record) => [record.id, record]));
  const found = asked.map((): StoredRecord[] => []);
  for (const { at, id } of hits) {
    const record = byId.get(id);
    if (record) found[at]?.push(record);
  }
  return found;
}
