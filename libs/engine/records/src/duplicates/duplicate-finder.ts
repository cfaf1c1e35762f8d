import { AppError } from '@ruyi/contract/errors';
import { isEmptyValue, parseFieldValue, prefixIssues } from '@ruyi/contract/field-values';
import { canReadField, compileAccess, isMaskedField, mayEver } from '@ruyi/engine/access';
import type { Context } from '@ruyi/engine/context';
import { moduleOrThrow, type FieldModel, type ModuleModel } from '@ruyi/engine/model';
import { openReadSession, type ReadPorts, type ReadSession } from '../read/read-session.js';
import type { RecordReader } from '../read/record-reader.js';
import type { Values } from '../write/record-change.js';
import type { StoredRecord } from '../write/stored-record.js';
import { candidatesOfMany, isSame } from './candidates.js';
import { describeMatch, type DuplicateMatch } from './duplicate-match.js';
import { NOT_ALIKE, nameLikeness } from './name-likeness.js';

/** Kinds of fields whose values belong to one record as a rule. */
const TELLING: ReadonlySet<string> = new Set(['mobile', 'telephone', 'email']);
/** Matches that an answer names. */
const MATCHES = 10;
const MATCHES_OF_TEXT = 20;

/**
 * 撞单: looks through the whole tenant for records that are probably the same, whoever owns them. What the caller may
 * not see is told masked, without its id.
 */
export class DuplicateFinder {
  constructor(
    private readonly ports: ReadPorts,
    private readonly reader: RecordReader,
  ) {}

  /** Records that hold one of the values, or almost the name. */
  async find(ctx: Context, moduleKey: string, values: Values, exclude: string | null): Promise<DuplicateMatch[]> {
    const { session, module } = await this.open(ctx, moduleKey);
    const asked = readValues(session, module, values);
    const found = new Map<string, Found>();
    const alike = await candidatesOfMany(session, module, asked);
    for (const [at, { field, value }] of asked.entries()) {
      for (const record of alike[at] ?? []) {
        if (record.id !== exclude && !found.has(record.id) && isSame(module, field, value, record))
          found.set(record.id, { field, record });
      }
    }
    return this.describe(session, module, [...found.values()].slice(0, MATCHES));
  }

  /**
   * Records with something like the text, best first: by any part of the name, its pinyin or initials, or one wrong
   * character; by a number, address or code only whole, so that nobody can find one out digit by digit.
   */
  async findText(ctx: Context, moduleKey: string, text: string): Promise<DuplicateMatch[]> {
    const { session, module } = await this.open(ctx, moduleKey);
    const found = new Map<string, Found & { readonly likeness: number }>();
    const asked = readText(session, module, text);
    const alike = await candidatesOfMany(session, module, asked);
    for (const [at, { field, value }] of asked.entries()) {
      const isName = field.key === module.nameField;
      for (const record of alike[at] ?? []) {
        const likeness = isName
          ? nameLikeness(text, String(record[field.key] ?? ''))
          : isSame(module, field, value, record)
            ? 0
            : NOT_ALIKE;
        if (likeness < (found.get(record.id)?.likeness ?? NOT_ALIKE)) found.set(record.id, { field, record, likeness });
      }
    }
    const best = [...found.values()].sort((a, b) => a.likeness - b.likeness);
    return this.describe(session, module, best.slice(0, MATCHES_OF_TEXT));
  }

  private async open(ctx: Context, moduleKey: string): Promise<{ session: ReadSession; module: ModuleModel }> {
    const session = await openReadSession(this.ports, ctx);
    const module = moduleOrThrow(session.model, moduleKey);
    if (
      !mayEver(session.model, session.actor, 'create', moduleKey) &&
      !mayEver(session.model, session.actor, 'edit', moduleKey)
    )
      throw AppError.notAllowed();
    return { session, module };
  }

  private async describe(
    session: ReadSession,
    module: ModuleModel,
    matches: readonly Found[],
  ): Promise<DuplicateMatch[]> {
    const ids = matches.map(({ record }) => record.id);
    const seen = new Set(
      (await this.reader.getMany(session.ctx, module.key, ids, [module.nameField])).map(({ id }) => id),
    );
    return matches.map((match) => describeMatch(session, module, { ...match, visible: seen.has(match.record.id) }));
  }
}

interface Found {
  /** The field that is alike. */
  readonly field: FieldModel;
  readonly record: StoredRecord;
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

/** The text as a name, and as whatever else tells a record apart and can be spelt so. */
function readText(
  session: ReadSession,
  module: ModuleModel,
  text: string,
): { readonly field: FieldModel; readonly value: unknown }[] {
  const rights = compileAccess(session.model, session.actor, module.key, 'read')?.fields;
  const env = { timeZone: session.ctx.timeZone, baseCurrency: session.ctx.baseCurrency, regions: session.regions };
  const compared = new Set(module.duplicates.map((rule) => rule.field));
  return [...module.fields.values()].flatMap((field) => {
    if (!field.search || field.retired || (rights && !canReadField(rights, field.key))) return [];
    if (field.key === module.nameField)
      return rights && isMaskedField(rights, field.key) ? [] : [{ field, value: text }];
    if (field.unique !== true && !TELLING.has(field.type) && !compared.has(field.key)) return [];
    const result = parseFieldValue(text, field, env);
    return result.ok && result.value !== null ? [{ field, value: result.value }] : [];
  });
}
