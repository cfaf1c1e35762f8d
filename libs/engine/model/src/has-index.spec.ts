import { expect, it } from 'vitest';
import { moduleTable } from './ddl/module-table.js';
import { hasIndex } from './has-index.js';
import { shippedModule } from './shipped-module.js';
import { things } from './testing/things.js';
import type { FieldModel } from './tenant-model.js';

const module = shippedModule(things);

it('knows the indexes that the table of a module has', () => {
  // The order within one pool is found behind the pool, and the key of the table is its id.
  const found = new Set(['id', 'pooled_at', ...moduleTable(things).indexes.map(({ columns }) => columns[0])]);
  const columnOf = ({ storage }: FieldModel): string | undefined =>
    storage.at === 'columns' ? (storage.columns['value'] ?? Object.values(storage.columns)[0]) : undefined;
  const told = [...module.fields.values()].flatMap((field) => {
    const column = columnOf(field);
    // Below an owner there are indexes of other columns: they find an owner's records, too.
    return column === undefined || field.key === 'ownerId'
      ? []
      : [[field.key, hasIndex(module, field), found.has(column)]];
  });
  expect(told.length).toBeGreaterThan(10);
  expect(told.filter(([, says, is]) => says !== is)).toEqual([]);
});

it('counts a field of one’s own from when its index is filled', () => {
  const own = (storage: FieldModel['storage']): boolean =>
    hasIndex(module, { key: 'c_000000', type: 'number', origin: 'custom', label: { zh: '数' }, storage });
  expect([own({ at: 'custom' }), own({ at: 'custom', fillSlot: 'n1' }), own({ at: 'custom', slot: 'n1' })]).toEqual([
    false,
    false,
    true,
  ]);
  expect([own({ at: 'custom', valueIndex: 'filling' }), own({ at: 'custom', valueIndex: 'ready' })]).toEqual([
    false,
    true,
  ]);
});
