import { columnName, fieldType, SLOTS, SLOT_SQL_TYPE, type SlotClass, type SqlType } from '@ruyi/engine/field-types';
import type { ModuleDefinition } from '../module-definition.js';
import { shippedModule } from '../shipped-module.js';
import type { FieldModel, ModuleModel } from '../tenant-model.js';
import type { TableColumn, TableIndex, TableShape } from './table-shape.js';

/** Milliseconds are what the API speaks: a cursor that went through it must still name the same instant. */
const DDL_TYPE: Readonly<Record<SqlType, string>> = {
  text: 'text collate "C"',
  'char(3)': 'char(3)',
  float8: 'float8',
  int8: 'int8',
  int2: 'int2',
  boolean: 'boolean',
  date: 'date',
  timestamptz: 'timestamptz(3)',
  uuid: 'uuid',
  'text[]': 'text[] collate "C"',
  'uuid[]': 'uuid[]',
  jsonb: 'jsonb',
};

const column = (name: string, type: SqlType): TableColumn => ({ name, type: DDL_TYPE[type] });

const SLOT_CLASSES = Object.keys(SLOTS) as SlotClass[];

export const slotColumns: readonly TableColumn[] = SLOT_CLASSES.flatMap((slotClass) =>
  SLOTS[slotClass].map((slot) => column(slot, SLOT_SQL_TYPE[slotClass])),
);

export const traceColumns: readonly TableColumn[] = [
  { name: 'version', type: 'int', rest: 'not null default 1' },
  { name: 'created_at', type: DDL_TYPE.timestamptz, rest: 'not null default now()' },
  { name: 'updated_at', type: DDL_TYPE.timestamptz, rest: 'not null default now()' },
  column('created_by', 'uuid'),
  column('updated_by', 'uuid'),
  column('deleted_at', 'timestamptz'),
  column('deleted_by', 'uuid'),
];

export const ownerColumn: TableColumn = column('owner_id', 'uuid');
export const followUpColumn: TableColumn = column('last_follow_up_at', 'timestamptz');
export const nameSortColumn: TableColumn = column('name_sort', 'text');
export const customColumn: TableColumn = { name: 'custom', type: 'jsonb', rest: `not null default '{}'` };

const poolColumns: readonly TableColumn[] = [
  column('pool_id', 'uuid'),
  column('owned_since', 'timestamptz'),
  column('former_owner_id', 'uuid'),
  column('pooled_at', 'timestamptz'),
  column('pool_reason', 'text'),
  { name: 'locked', type: 'boolean', rest: 'not null default false' },
  column('reclaim_at', 'timestamptz'),
  column('reclaim_rule', 'uuid'),
];

/**
 * The indexes of one order: over the whole tenant and, on owned tables, below one owner. The compiler emits
 * `order by x, id` with both ways equal, so one index serves both directions. Records without an owner (in pools) are looked for
 * by their pool: leaving them out of the owners' indexes spares a sweep half of what it would write.
 */
export function orderIndexes(
  name: string,
  options: { readonly owned: boolean; readonly nullable: boolean; readonly prefix?: readonly string[] },
): TableIndex[] {
  const prefix = options.prefix ?? [];
  const filled = options.nullable ? [`${name} is not null`] : [];
  const owned = { name: `owner_${name}`, columns: [...prefix, 'owner_id', name, 'id'] };
  return [
    { name, columns: [...prefix, name, 'id'], ...(options.nullable && { where: filled.join() }) },
    ...(options.owned ? [{ ...owned, where: ['owner_id is not null', ...filled].join(' and ') }] : []),
  ];
}

/** The table of a shipped module, from its definition alone. */
export function moduleTable(definition: ModuleDefinition): TableShape {
  const module = shippedModule(definition);
  const fields = [...module.fields.values()].filter((field) => field.origin === 'shipped');
  const hasSort = 'sort' in columnsOf(module.fields.get(module.nameField));
  return {
    name: module.table,
    columns: [
      ...traceColumns,
      ...(module.owned ? [ownerColumn] : []),
      ...(module.followable ? [followUpColumn] : []),
      ...(module.poolable ? poolColumns : []),
      ...fields.flatMap(fieldColumns),
      ...(hasSort ? [nameSortColumn] : []),
      customColumn,
      ...slotColumns,
    ],
    indexes: moduleIndexes(module, fields, hasSort),
    statistics: [
      ...fields.filter(isIndexedText).map(({ key }) => columnName(key)),
      ...slotColumns.map(({ name }) => name),
    ],
    references: fields.filter(isReference).map(referenceColumn),
  };
}

function moduleIndexes(module: ModuleModel, fields: readonly FieldModel[], hasSort: boolean): TableIndex[] {
  const { owned } = module;
  const indexed = fields.filter((field) => field.indexed && !isReference(field));
  return [
    ...orderIndexes('created_at', { owned, nullable: false }),
    ...orderIndexes('updated_at', { owned, nullable: false }),
    { name: 'created_by', columns: ['created_by', 'created_at', 'id'] },
    { name: 'deleted_at', columns: ['deleted_at', 'id'], where: 'deleted_at is not null' },
    ...(hasSort ? orderIndexes('name_sort', { owned, nullable: true }) : []),
    ...(module.followable ? orderIndexes('last_follow_up_at', { owned, nullable: true }) : []),
    ...(module.poolable ? poolIndexes : []),
    // Selects order by their options and texts are looked up, so only what is ordered by its column has an index per owner.
    ...indexed.flatMap((field) =>
      orderIndexes(comparedColumn(field), { owned: owned && !isIndexedText(field), nullable: true }),
    ),
    ...fields.filter(isReference).map((field): TableIndex => {
      const name = referenceColumn(field);
      return { name, columns: [name, 'id'], where: `${name} is not null` };
    }),
    ...slotColumns.flatMap(({ name }) => orderIndexes(name, { owned, nullable: true })),
  ];
}

const poolIndexes: readonly TableIndex[] = [
  ...orderIndexes('reclaim_at', { owned: true, nullable: true }),
  { name: 'pool_pooled_at', columns: ['pool_id', 'pooled_at', 'id'], where: 'pool_id is not null' },
  { name: 'pool_created_at', columns: ['pool_id', 'created_at', 'id'], where: 'pool_id is not null' },
];

function columnsOf(field: FieldModel | undefined): Readonly<Record<string, string>> {
  return field?.storage.at === 'columns' ? field.storage.columns : {};
}

function fieldColumns(field: FieldModel): TableColumn[] {
  const names = columnsOf(field);
  return fieldType(field.type)
    .columns(field)
    .map(({ part, sqlType }) => column(names[part] ?? part, sqlType));
}

function comparedColumn(field: FieldModel): string {
  const names = columnsOf(field);
  return names['base'] ?? names['value'] ?? names['start'] ?? columnName(field.key);
}

function isIndexedText(field: FieldModel): boolean {
  return field.indexed === true && fieldType(field.type).index === 'text';
}

function isReference(field: FieldModel): boolean {
  return field.type === 'reference';
}

function referenceColumn(field: FieldModel): string {
  return columnsOf(field)['value'] ?? columnName(field.key);
}
