import { isEmptyValue, normaliseUnique } from '@ruyi/contract/field-values';
import { sql, type Context, type Row, type Statement } from '@ruyi/engine/context';
import { nameSort } from '@ruyi/engine/field-types';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import { searchTerms } from '../search/search-terms.js';
import { decodeRecord, readRecords, type StoredRecord } from '../write/stored-record.js';
import { companyCore, isNear } from './company-core.js';

/** Records that a value may find before they are compared. */
const CANDIDATES = 60;
/** Names shorter than this are compared whole: one other character would be another name. */
export const NEAR_FROM = 4;
/** Parts of a Chinese name, of which one may be wrong; a word of letters in such small parts would not be looked up. */
const PARTS = 4;
const HAN = /^\p{Script=Han}+$/u;

/** Who asks, and the way to the database. */
export interface Asking {
  readonly ctx: Context;
  /** All statements in one trip. */
  run(statements: readonly Statement[]): Promise<Row[][]>;
}

/** A value of a field, to look for records that have it or, of the name field, something like it. */
export interface Compared {
  readonly field: FieldModel;
  readonly value: unknown;
}

/**
 * By value: records of the whole tenant, whoever owns them, that may hold it or, of the name field, something like it. Two
 * trips, however many values.
 */
export async function candidatesOfMany(
  session: Asking,
  module: ModuleModel,
  compared: readonly Compared[],
): Promise<StoredRecord[][]> {
  const { tenantId } = session.ctx;
  const ids = compared.map(() => new Set<string>());
  const found = await session.run([...searchAlike(module, compared), ...namesInTheBin(tenantId, module, compared)]);
  for (const { asked, id } of found.flat()) ids[Number(asked)]?.add(String(id));
  const all = new Set(ids.flatMap((each) => [...each]));
  if (all.size === 0) return compared.map(() => []);
  const [rows = []] = await session.run([readRecords(module, tenantId, [...all])]);
  const records = rows.map((row) => decodeRecord(module, row));
  return ids.map((each) => records.filter(({ id }) => each.has(id)));
}

function searchAlike(module: ModuleModel, compared: readonly Compared[]): Statement[] {
  const queries = compared.map(({ field, value }) =>
    field.key === module.nameField ? nameQueries(String(value)) : searchTerms(String(value)),
  );
  if (queries.every((sets) => sets.length === 0)) return [];
  return [
    sql`select asked, record_id as id from search_alike(${JSON.stringify(queries)}::jsonb, ${module.key}, ${CANDIDATES})`,
  ];
}

/** The recycle bin is not searched; a name in it is found by the order of names. */
function namesInTheBin(tenantId: string, module: ModuleModel, compared: readonly Compared[]): Statement[] {
  const names = compared.flatMap(({ field, value }, asked) =>
    field.key === module.nameField && field.storage.at === 'columns' && field.storage.columns['sort']
      ? [{ asked, column: field.storage.columns['sort'], name: nameSort(String(value)) }]
      : [],
  );
  const [first] = names;
  if (!first) return [];
  return [
    {
      text: `select n.asked, b.id from unnest($2::int[], $3::text[]) n (asked, name) cross join lateral (
               select id from ${module.table} where tenant_id = $1 and ${first.column} = n.name and deleted_at is not null limit 5
             ) b`,
      values: [tenantId, names.map(({ asked }) => asked), names.map(({ name }) => name)],
    },
  ];
}

/**
 * The whole of it first, then what is left of it when one part in turn is taken out: one character that is wrong, missing or
 * too many stands in one of them. The more of a name is asked for at once, the fewer records hold it: by its halves one of a
 * million customers would be looked for among twenty thousand.
 */
function nameQueries(name: string): string[][] {
  const core = [...companyCore(name)];
  if (core.length < NEAR_FROM) return searchTerms(core.join(''));
  const parts = HAN.test(core.join('')) ? PARTS : 2;
  const without = Array.from({ length: parts }, (_, part) => {
    const [from, to] = [part, part + 1].map((edge) => Math.ceil((edge * core.length) / parts));
    return [core.slice(0, from), core.slice(to)].filter((left) => left.length > 0);
  });
  return [[core], ...without].flatMap((left) => combined(left.map((part) => searchTerms(part.join('')))));
}

/** Each way to read one part with each way to read the other; Chinese characters are read in one. */
function combined(readings: readonly string[][][]): string[][] {
  return readings
    .filter((ways) => ways.length > 0)
    .reduce<string[][]>((sets, ways) => sets.flatMap((set) => ways.map((way) => [...new Set([...set, ...way])])), [[]])
    .filter((set) => set.length > 0);
}

/** Whether the record holds the value; of the name field, one that is probably the same. */
export function isSame(module: ModuleModel, field: FieldModel, value: unknown, record: StoredRecord): boolean {
  const held = record[field.key];
  if (isEmptyValue(held)) return false;
  if (field.key !== module.nameField) return normaliseUnique(field, held) === normaliseUnique(field, value);
  const [wanted, found] = [companyCore(String(value)), companyCore(String(held))];
  return wanted === found || ([...wanted].length >= NEAR_FROM && isNear(wanted, found));
}
