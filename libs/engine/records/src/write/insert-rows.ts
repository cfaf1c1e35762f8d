import type { Context, Statement } from '@ruyi/engine/context';
import { fieldType, SLOTS } from '@ruyi/engine/field-types';
import type { ModuleModel } from '@ruyi/engine/model';
import { namedWrite, Parameters, TENANT } from '@ruyi/engine/query';
import type { RecordChange } from './record-change.js';
import { newValues } from './row-statements.js';
import { recordColumns } from './stored-record.js';
import { toStored, type StoredValues } from './stored-values.js';

/** Columns of new records that the database computes from the others, in the statement that inserts them. */
export interface ComputedColumns {
  /** Relations of a `with`, without the word. */
  readonly ctes: string;
  /** Joined to the new row, which has all columns of the module's table and goes by `alias`; keeps every row. */
  join(alias: string): string;
  /** Column → expression over the row and the join. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Writes down a behaviour's computed columns of records of these owners with the parameters of the statement; null where it has none to give. */
export type ComputeColumns = (parameters: Parameters, owners: ReadonlySet<string>) => ComputedColumns | null;

/** A new record as the store wants it. */
export interface NewRow {
  readonly id: string;
  readonly owner: string | null;
  readonly stored: StoredValues;
}

/** The rows of new records; each names every column that one of them has, since they are written by one statement. */
export function newRows(ctx: Context, module: ModuleModel, changes: readonly RecordChange[]): NewRow[] {
  const keys = new Set(changes.flatMap(({ values }) => Object.keys(values)));
  const empty = Object.fromEntries([...keys].map((key) => [key, null]));
  return changes.map(({ id, after, values }) => ({
    id,
    owner: after.ownerId,
    stored: toStored(ctx, module, newValues(id, { ...empty, ...values })),
  }));
}

/** The insert of new records into the module's table. */
export function insertRows(
  ctx: Context,
  module: ModuleModel,
  newOnes: readonly NewRow[],
  compute: readonly ComputeColumns[],
): Statement {
  const rows = newOnes.map(({ stored }) => rowDocument(module, stored));
  const parameters = new Parameters(ctx.tenantId);
  const owners = new Set(newOnes.flatMap(({ owner }) => owner ?? []));
  const computed = compute.flatMap((write) => write(parameters, owners) ?? []);
  const expressions = Object.assign({}, ...computed.map(({ columns }) => columns)) as Record<string, string>;
  const given = [...new Set([...ownColumns(module), ...Object.keys(rows[0] ?? {}).sort()])].filter(
    (column) => !(column in expressions),
  );
  const own = module.moduleId ? { module_id: `${parameters.add(module.moduleId)}::uuid` } : {};
  const columns = {
    tenant_id: TENANT,
    ...own,
    ...Object.fromEntries(given.map((column) => [column, `r.${column}`])),
    ...expressions,
  };
  const ctes = computed.map((each) => each.ctes).join(', ');
  return {
    text: `${ctes === '' ? '' : `with ${ctes} `}insert into ${module.table} (${Object.keys(columns).join(', ')})
           select ${Object.values(columns).join(', ')}
           from json_populate_recordset(null::${module.table}, ${parameters.add(JSON.stringify(rows))}) r
           ${computed.map((each) => each.join('r')).join(' ')}`,
    values: parameters.values,
  };
}

/** The insert of one new record; answers the row as stored. */
export function insertRow(ctx: Context, change: RecordChange, compute: readonly ComputeColumns[]): Statement {
  const { text, values } = insertRows(ctx, change.module, newRows(ctx, change.module, [change]), compute);
  return namedWrite(`${text} returning ${recordColumns(change.module)}`, values);
}

const columnsOfModules = new WeakMap<ModuleModel, readonly string[]>();

/**
 * Columns of shipped fields and all slots, whatever a record has in them: so the statement is the same for each record of the
 * module and for each tenant, and its plan can be kept. None of them has a default.
 */
function ownColumns(module: ModuleModel): readonly string[] {
  const known = columnsOfModules.get(module);
  if (known) return known;
  const shipped = [...module.fields.values()].flatMap(({ origin, storage }) =>
    origin === 'shipped' && storage.at === 'columns' ? Object.values(storage.columns) : [],
  );
  const columns = [...new Set([...shipped, ...Object.values(SLOTS).flat()])].sort();
  columnsOfModules.set(module, columns);
  return columns;
}

/** A record's values as one of the documents that `json_populate_recordset` reads for the module's table. */
export function rowDocument(module: ModuleModel, stored: StoredValues): Record<string, unknown> {
  const row: Record<string, unknown> = Object.fromEntries(stored.columns);
  for (const column of documentColumns(module))
    if (typeof row[column] === 'string') row[column] = JSON.parse(row[column]);
  row['custom'] = stored.custom;
  return row;
}

const documents = new WeakMap<ModuleModel, readonly string[]>();

/** Columns that hold a document: encoded as text for a parameter, they stand in a row as what they are. */
function documentColumns(module: ModuleModel): readonly string[] {
  const known = documents.get(module);
  if (known) return known;
  const columns = [...module.fields.values()].flatMap((field) => {
    const { storage } = field;
    if (storage.at !== 'columns') return [];
    return fieldType(field.type)
      .columns(field)
      .filter(({ sqlType }) => sqlType === 'jsonb')
      .flatMap(({ part }) => storage.columns[part] ?? []);
  });
  documents.set(module, columns);
  return columns;
}
