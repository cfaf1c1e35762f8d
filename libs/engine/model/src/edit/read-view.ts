import { AppError, InputReader } from '@ruyi/contract/errors';
import type { Field, FilterNode, Label, SortKey, ViewColumn } from '@ruyi/contract/metadata';
import { checkFilter, parseFilter, parseSort, type FieldLookup } from '@ruyi/contract/query';
import type { Context } from '@ruyi/engine/context';
import type { ModuleModel, TenantModel } from '../tenant-model.js';

const MOST_COLUMNS = 100;
const NARROWEST = 40;
const WIDEST = 1200;

export interface ViewInput {
  readonly label?: Label;
  /** Null takes the filter away. */
  readonly filter?: FilterNode | null;
  readonly columns?: readonly ViewColumn[];
  readonly sort?: readonly SortKey[];
  readonly visibility?: 'private' | 'shared';
  readonly pinned?: boolean;
}

interface Subject {
  readonly ctx: Context;
  readonly model: TenantModel;
  readonly module: ModuleModel;
}

/** A view as its author sends it; a new one needs a label and is private unless it says otherwise. */
export function readView(subject: Subject, input: unknown, purpose: 'create' | 'change'): ViewInput {
  const reader = new InputReader();
  const body = reader.object(input, '', ['label', 'filter', 'columns', 'sort', 'visibility', 'pinned']) ?? {};
  const has = (key: string): boolean => body[key] !== undefined && body[key] !== null;
  const label =
    purpose === 'create' || body['label'] !== undefined ? readLabelOrText(reader, body['label']) : undefined;
  const filter = has('filter') ? readFilter(reader, subject, body['filter']) : undefined;
  const sort = has('sort') ? readSort(reader, subject, body['sort']) : undefined;
  const columns = has('columns') ? readColumnList(reader, subject.module, body['columns']) : undefined;
  const visibility = has('visibility')
    ? reader.oneOf(body['visibility'], 'visibility', ['private', 'shared'] as const)
    : undefined;
  const pinned = has('pinned') ? reader.boolean(body['pinned'], 'pinned', false) : undefined;
  if (reader.issues.length > 0) throw AppError.invalid(reader.issues);
  return {
    ...(label ? { label } : {}),
    ...(filter ? { filter } : body['filter'] === null ? { filter: null } : {}),
    ...(sort ? { sort } : {}),
    ...(columns ? { columns } : {}),
    ...(visibility ? { visibility } : purpose === 'create' ? { visibility: 'private' as const } : {}),
    ...(pinned === undefined ? {} : { pinned }),
  };
}

/** `{columns: [{field, width?}]}`, or null to go back to the view's own. */
export function readColumns(module: ModuleModel, input: unknown): readonly ViewColumn[] | null {
  const reader = new InputReader();
  const body = reader.object(input, '', ['columns']) ?? {};
  const columns = body['columns'] === null ? null : readColumnList(reader, module, body['columns']);
  if (columns !== null && body['columns'] === undefined) reader.fail('columns', 'required');
  if (reader.issues.length > 0) throw AppError.invalid(reader.issues);
  return columns;
}

/** People name their own views in their own language: a plain text is the Chinese label. */
function readLabelOrText(reader: InputReader, input: unknown): Label | undefined {
  const label = typeof input === 'string' ? { zh: input } : input;
  if (label === undefined || label === null) return reader.fail('label', 'required');
  const read = reader.object(label, 'label', ['zh', 'en']) ?? {};
  const zh = reader.line(read['zh'], 'label.zh', 60);
  const en = read['en'] === undefined || read['en'] === null ? undefined : reader.line(read['en'], 'label.en', 60);
  return zh === undefined ? undefined : { zh, ...(en ? { en } : {}) };
}

function readFilter(reader: InputReader, { ctx, model, module }: Subject, input: unknown): FilterNode | undefined {
  const parsed = parseFilter(input);
  const checked = parsed.ok ? checkFilter(parsed.filter, lookup(model, module), ctx) : parsed;
  if (checked.ok) return checked.filter;
  reader.issues.push(...checked.issues);
  return undefined;
}

function readSort(reader: InputReader, { model, module }: Subject, input: unknown): readonly SortKey[] | undefined {
  const parsed = parseSort(input);
  if (!parsed.ok) {
    reader.issues.push(...parsed.issues);
    return undefined;
  }
  const fieldOf = lookup(model, module);
  parsed.sort.forEach(({ field }, index) => {
    if (!fieldOf(field)) reader.fail(`sort.${index}.field`, 'unknownField');
  });
  return parsed.sort;
}

function readColumnList(reader: InputReader, module: ModuleModel, input: unknown): readonly ViewColumn[] {
  const seen = new Set<string>();
  return reader.array(input, 'columns', MOST_COLUMNS).flatMap((item, index): ViewColumn[] => {
    const path = `columns.${index}`;
    const column = reader.object(item, path, ['field', 'width']);
    const key = column && reader.text(column['field'], `${path}.field`, 80);
    if (!column || key === undefined) return [];
    if (!isLive(module.fields.get(key))) reader.fail(`${path}.field`, 'unknownField');
    if (seen.has(key)) reader.fail(`${path}.field`, 'notUnique');
    seen.add(key);
    const width =
      column['width'] === undefined || column['width'] === null
        ? undefined
        : reader.integer(column['width'], `${path}.width`, NARROWEST, WIDEST);
    return [{ field: key, ...(width === undefined ? {} : { width }) }];
  });
}

const isLive = (field: Field | undefined): boolean => field !== undefined && !field.retired;

/** Team and watching are asked like fields, and are none. */
const PSEUDO_FIELDS: Readonly<Record<string, Field>> = Object.fromEntries(
  ['_team', '_watched'].map((key) => [
    key,
    { key, type: 'user', origin: 'system', label: { zh: key } } satisfies Field,
  ]),
);

/** Follows a path of references through the tenant's live fields. */
function lookup(model: TenantModel, module: ModuleModel): FieldLookup {
  return (path) => {
    if (PSEUDO_FIELDS[path]) return PSEUDO_FIELDS[path];
    let at: ModuleModel | undefined = module;
    let field: Field | undefined;
    for (const key of path.split('.')) {
      field = at?.fields.get(key);
      if (!isLive(field)) return undefined;
      at = field?.target ? model.modules.get(field.target) : undefined;
    }
    return field;
  };
}
