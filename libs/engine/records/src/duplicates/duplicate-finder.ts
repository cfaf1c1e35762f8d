import { AppError } from '@ruyi/contract/errors';
import { isEmptyValue, maskValue, normaliseUnique, parseFieldValue, prefixIssues } from '@ruyi/contract/field-values';
import { canReadField, compileAccess, mayEver } from '@ruyi/engine/access';
import { sql, type Context, type Statement } from '@ruyi/engine/context';
import { nameSort } from '@ruyi/engine/field-types';
import { moduleOrThrow, type FieldModel, type ModuleModel } from '@ruyi/engine/model';
import { openReadSession, type ReadPorts, type ReadSession } from '../read/read-session.js';
import type { RecordReader } from '../read/record-reader.js';
import { searchTerms } from '../search/search-terms.js';
import type { Values } from '../write/record-change.js';
import { decodeRecord, readRecords, type StoredRecord } from '../write/stored-record.js';
import { companyCore, isNear } from './company-core.js';

export interface DuplicateMatch {
  readonly field: string;
  /** Null where the caller may not see the record; name and owner are masked then. */
  readonly id: string | null;
  readonly name: string | null;
  readonly ownerName: string | null;
  readonly deleted: boolean;
}

/** Records that a value may find before they are compared, and matches that an answer names. */
const CANDIDATES = 60;
const MATCHES = 10;
/** Names shorter than this are compared whole: one other character would be another name. */
const NEAR_FROM = 4;

/**
 * 撞单: looks through the whole tenant for records that are probably the same, whoever owns them. What the caller may
 * not see is told masked, without its id.
 */
export class DuplicateFinder {
  constructor(
    private readonly ports: ReadPorts,
    private readonly reader: RecordReader,
  ) {}

  async find(ctx: Context, moduleKey: string, values: Values, exclude: string | null): Promise<DuplicateMatch[]> {
    const session = await openReadSession(this.ports, ctx);
    const module = moduleOrThrow(session.model, moduleKey);
    if (
      !mayEver(session.model, session.actor, 'create', moduleKey) &&
      !mayEver(session.model, session.actor, 'edit', moduleKey)
    )
      throw AppError.notAllowed();
    const asked = readValues(session, module, values);
    const found = new Map<string, { readonly field: FieldModel; readonly record: StoredRecord }>();
    for (const { field, value } of asked) {
      for (const record of await candidates(session, module, field, value)) {
        if (record.id !== exclude && !found.has(record.id) && isSame(module, field, value, record))
          found.set(record.id, { field, record });
      }
    }
    const matches = [...found.values()].slice(0, MATCHES);
    const seen = new Map(
      (
        await this.reader.getMany(
          ctx,
          moduleKey,
          matches.map(({ record }) => record.id),
          [module.nameField],
        )
      ).map((item) => [item.id, item]),
    );
    return matches.map(({ field, record }) =>
      describe(session, module, { field, record, visible: seen.has(record.id) }),
    );
  }
}

function readValues(
  session: ReadSession,
  module: ModuleModel,
  values: Values,
): { field: FieldModel; value: unknown }[] {
  const rights = compileAccess(session.model, session.actor, module.key, 'read')?.fields;
  const env = { timeZone: session.ctx.timeZone, baseCurrency: session.ctx.baseCurrency, regions: session.regions };
  return Object.entries(values).flatMap(([key, input]) => {
    const field = module.fields.get(key);
    if (!field || field.retired || (rights && !canReadField(rights, key)))
      throw AppError.invalid([{ path: `values.${key}`, code: 'unknownField' }]);
    if (isEmptyValue(input)) return [];
    const result = parseFieldValue(input, field, env);
    // While somebody types, half a number is no number yet: nothing to compare, and nothing wrong.
    if (!result.ok) return typeof input === 'string' ? [] : fail(prefixIssues(`values.${key}`, result.issues));
    return field.search && result.value !== null ? [{ field, value: result.value }] : [];
  });
}

function fail(issues: ReturnType<typeof prefixIssues>): never {
  throw AppError.invalid(issues);
}

async function candidates(
  session: ReadSession,
  module: ModuleModel,
  field: FieldModel,
  value: unknown,
): Promise<StoredRecord[]> {
  const { tenantId } = session.ctx;
  const text = String(value);
  const isName = field.key === module.nameField;
  const queries = isName ? nameQueries(text) : searchTerms(text);
  const statements: Statement[] = [];
  if (queries.length > 0) {
    statements.push(
      sql`select record_id as id from search_records(${JSON.stringify(queries)}::jsonb, ${module.key}, null, null, ${CANDIDATES})`,
    );
  }
  // The recycle bin is not searched; a name in it is found by the order of names.
  if (isName && field.storage.at === 'columns' && field.storage.columns['sort']) {
    statements.push({
      text: `select id from ${module.table} where tenant_id = $1 and ${field.storage.columns['sort']} = $2 and deleted_at is not null limit 5`,
      values: [tenantId, nameSort(text)],
    });
  }
  const ids = (await session.run(statements)).flat().map((row) => String(row['id']));
  if (ids.length === 0) return [];
  const [rows = []] = await session.run([readRecords(module, tenantId, [...new Set(ids)])]);
  return rows.map((row) => decodeRecord(module, row));
}

/** With one wrong character at most, one half of the name is right. */
function nameQueries(name: string): string[][] {
  const core = [...companyCore(name)];
  if (core.length < NEAR_FROM) return searchTerms(core.join(''));
  const middle = Math.ceil(core.length / 2);
  return [core.slice(0, middle), core.slice(middle)].flatMap((half) => searchTerms(half.join('')));
}

function isSame(module: ModuleModel, field: FieldModel, value: unknown, record: StoredRecord): boolean {
  const held = record[field.key];
  if (isEmptyValue(held)) return false;
  if (field.key !== module.nameField) return normaliseUnique(field, held) === normaliseUnique(field, value);
  const [wanted, found] = [companyCore(String(value)), companyCore(String(held))];
  return wanted === found || ([...wanted].length >= NEAR_FROM && isNear(wanted, found));
}

function describe(
  session: ReadSession,
  module: ModuleModel,
  match: { readonly field: FieldModel; readonly record: StoredRecord; readonly visible: boolean },
): DuplicateMatch {
  const { field, record, visible } = match;
  const nameField = module.fields.get(module.nameField);
  const name = String(record[module.nameField] ?? '');
  const owner = record.ownerId === null ? null : (session.actor.data.users.get(record.ownerId)?.name ?? null);
  return {
    field: field.key,
    id: visible ? record.id : null,
    name: visible || !nameField ? name : maskValue(nameField, name),
    ownerName: visible || owner === null ? owner : `${[...owner][0] ?? ''}**`,
    deleted: record.deletedAt !== null,
  };
}
