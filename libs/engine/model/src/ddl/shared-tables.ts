import {
  customColumn,
  followUpColumn,
  nameSortColumn,
  orderIndexes,
  ownerColumn,
  slotColumns,
  traceColumns,
} from './module-table.js';
import type { TableShape } from './table-shape.js';

const underModule = { owned: true, prefix: ['module_id'] };

/** Records of tenant-made modules: as a shipped module's table, with the module second in every index. */
export const customRecords: TableShape = {
  name: 'custom_records',
  columns: [
    { name: 'module_id', type: 'uuid', rest: 'not null' },
    ...traceColumns,
    ownerColumn,
    followUpColumn,
    { name: 'name', type: 'text collate "C"' },
    nameSortColumn,
    customColumn,
    ...slotColumns,
  ],
  indexes: [
    ...orderIndexes('created_at', { ...underModule, nullable: false }),
    ...orderIndexes('updated_at', { ...underModule, nullable: false }),
    { name: 'created_by', columns: ['module_id', 'created_by', 'created_at', 'id'] },
    { name: 'deleted_at', columns: ['module_id', 'deleted_at', 'id'], where: 'deleted_at is not null' },
    ...orderIndexes('name_sort', { ...underModule, nullable: true }),
    ...slotColumns.flatMap(({ name }) => orderIndexes(name, { ...underModule, nullable: true })),
  ],
  statistics: slotColumns.map(({ name }) => name),
  references: [],
};

/** Indexed multi-selects, tags and lists of users: one row a value. */
export const valueIndex: TableShape = {
  name: 'value_index',
  columns: [
    { name: 'module_key', type: 'text collate "C"', rest: 'not null' },
    { name: 'field_key', type: 'text collate "C"', rest: 'not null' },
    { name: 'value', type: 'text collate "C"', rest: 'not null' },
    { name: 'record_id', type: 'uuid', rest: 'not null' },
  ],
  indexes: [{ name: 'record_id', columns: ['record_id', 'field_key'] }],
  statistics: [],
  references: ['record_id'],
  key: ['module_key', 'field_key', 'value', 'record_id'],
};
