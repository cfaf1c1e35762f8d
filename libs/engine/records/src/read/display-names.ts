import { FIELD_VALUE_TYPES, isEmptyValue } from '@ruyi/contract/field-values';
import type { ValueEnvironment } from '@ruyi/contract/field-values';
import type { Field, FieldKind } from '@ruyi/contract/metadata';
import { anyOf, canReadField, compileAccess, isMaskedField } from '@ruyi/engine/access';
import type { Row, Statement } from '@ruyi/engine/context';
import type { FieldModel } from '@ruyi/engine/model';
import { compileReached } from '@ruyi/engine/query';
import type { ProjectedField } from '@ruyi/engine/query';
import type { ReadSession } from './read-session.js';
import { isPointer } from '../write/record-pointer.js';

/** Kinds whose values say nothing to a reader by themselves. */
const NAMED_KINDS: ReadonlySet<FieldKind> = new Set([
  'reference',
  'references',
  'user',
  'users',
  'department',
  'select',
  'multiSelect',
  'region',
  'address',
]);

/** Module key → id → name, of records; pools are among them under their own key. */
type Names = Map<string, Map<string, string | null>>;

type Values = Readonly<Record<string, unknown>>;

/** Fills `_display`: names of records by one statement a module, people and options from memory. */
export class DisplayNames {
  private readonly fields: readonly ProjectedField[];

  constructor(
    private readonly session: ReadSession,
    fields: readonly ProjectedField[],
  ) {
    this.fields = fields.filter(({ field, masked }) => !masked && NAMED_KINDS.has(field.type) && field.key !== 'id');
  }

  /** The display texts of each record, in order. */
  async of(records: readonly Values[]): Promise<Record<string, string | null>[]> {
    const names = await this.recordNames(records);
    return records.map((record) => {
      const display: Record<string, string | null> = {};
      for (const { name, field } of this.fields) {
        const value = record[name];
        if (!isEmptyValue(value)) display[name] = this.text(field, value, names);
      }
      return display;
    });
  }

  private text(field: FieldModel, value: unknown, names: Names): string | null {
    const { ctx } = this.session;
    const env: ValueEnvironment = {
      timeZone: ctx.timeZone,
      baseCurrency: ctx.baseCurrency,
      regions: this.session.regions,
      nameOf: (asked, id) => this.nameOf(asked, id, value, names) ?? undefined,
    };
    const text = FIELD_VALUE_TYPES[field.type].format(value, field, ctx.locale, env);
    return text === '' ? null : text;
  }

  private nameOf(field: Field, id: string, value: unknown, names: Names): string | null {
    const { data } = this.session.actor;
    if (field.type === 'user' || field.type === 'users') return data.users.get(id)?.name ?? null;
    if (field.type === 'department') return data.departments.get(id)?.name ?? null;
    const module = isPointer(value) ? value.module : field.target;
    return module === undefined ? null : (names.get(module)?.get(id) ?? null);
  }

  private async recordNames(records: readonly Values[]): Promise<Names> {
    const wanted = new Map<string, Set<string>>();
    for (const { name, field } of this.fields) {
      if (field.type !== 'reference' && field.type !== 'references') continue;
      for (const record of records) collect(wanted, field, record[name]);
    }
    return namesOfRecords(this.session, wanted);
  }
}

function collect(wanted: Map<string, Set<string>>, field: FieldModel, value: unknown): void {
  for (const item of Array.isArray(value) ? value : [value]) {
    const module = isPointer(item) ? item.module : field.target;
    const id = isPointer(item) ? item.id : item;
    if (module === undefined || typeof id !== 'string') continue;
    const ids = wanted.get(module) ?? new Set();
    wanted.set(module, ids.add(id));
  }
}

/** Names of records of any modules as the actor may see them; a deleted one says so. What is not seen is missing. */
export async function namesOfRecords(
  session: ReadSession,
  wanted: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<Names> {
  const asked: { readonly module: string; readonly statement: Statement }[] = [];
  for (const [module, ids] of wanted) {
    const statement = module === 'pools' ? poolNames(session, [...ids]) : nameStatement(session, module, [...ids]);
    if (statement) asked.push({ module, statement });
  }
  const answers = await session.run(asked.map(({ statement }) => statement));
  const deletedMark = session.ctx.locale === 'en' ? ' (deleted)' : '（已删除）';
  return new Map(
    asked.map(({ module }, index) => [
      module,
      new Map((answers[index] ?? []).map((row) => nameEntry(row, deletedMark))),
    ]),
  );
}

function nameEntry(row: Row, deletedMark: string): [string, string | null] {
  const name = typeof row['name'] === 'string' ? row['name'] : null;
  return [String(row['id']), name !== null && row['deleted_at'] ? `${name}${deletedMark}` : name];
}

function nameStatement(
  { model, actor, scope }: ReadSession,
  moduleKey: string,
  ids: readonly string[],
): Statement | null {
  const module = model.modules.get(moduleKey);
  const grant = module && compileAccess(model, actor, moduleKey, 'read');
  const name = module?.fields.get(module.nameField);
  if (!module || !grant || !name || name.storage.at !== 'columns') return null;
  const rights = grant.pool?.fields ?? grant.fields;
  const column =
    canReadField(rights, name.key) && !isMaskedField(rights, name.key) ? (name.storage.columns['value'] ?? null) : null;
  return compileReached(scope, module, grant.pool ? anyOf([grant.where, grant.pool.where]) : grant.where, ids, column);
}

function poolNames(session: ReadSession, ids: readonly string[]): Statement {
  return {
    text: 'select id, name, deleted_at from pool where tenant_id = $1 and id = any($2::uuid[])',
    values: [session.ctx.tenantId, ids],
  };
}
