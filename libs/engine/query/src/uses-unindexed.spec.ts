import type { FilterNode } from '@ruyi/contract/metadata';
import { expect, it } from 'vitest';
import { aModule, aScope } from './query-fixture.js';
import { usesUnindexed } from './uses-unindexed.js';

const customers = aModule('customers', {
  name: { type: 'text', indexed: false, columns: { value: 'name', sort: 'name_sort' } },
  level: { type: 'select', options: ['A'] },
  remark: { type: 'longText', indexed: false },
  c_slot00: { type: 'number', custom: { slot: 'n1' } },
  c_none00: { type: 'number', custom: {} },
  daysToReclaim: { type: 'integer', derived: { from: 'createdAt' } },
});
const contacts = {
  ...aModule('contacts', { customer: { type: 'reference', target: 'customers' } }),
  views: [
    {
      key: 'mine',
      origin: 'shipped',
      module: 'contacts',
      label: { zh: '我的' },
      visibility: 'shared',
      filter: { field: 'customer.remark', op: 'isEmpty' },
      columns: [],
      sort: [],
    },
  ],
} as const;
const { model } = aScope([customers, contacts], 'all');
const is = (field: string): FilterNode => ({ field, op: 'eq', value: 1 });

it.each<[FilterNode, boolean]>([
  [is('level'), false],
  [is('c_slot00'), false],
  [is('c_none00'), true],
  [is('daysToReclaim'), false],
  [is('ownerId'), false],
  [is('remark'), true],
  [{ and: [is('level'), { or: [is('level'), { not: is('remark') }] }] }, true],
  // Refused as unknown, whatever it costs.
  [is('nothing'), false],
])('a filter %j reads without an index: %s', (filter, scans) => {
  expect(usesUnindexed(model, customers, { filter })).toBe(scans);
});

it.each([
  ['createdAt', false],
  ['name', false],
  ['level', false],
  ['id', false],
  ['remark', true],
  ['c_none00', true],
  ['ownerId', true],
])('an order by %s reads without an index: %s', (field, scans) => {
  expect(usesUnindexed(model, customers, { sort: [{ field, descending: true }] })).toBe(scans);
});

it('looks behind references, where no index has an order', () => {
  expect(usesUnindexed(model, contacts, { filter: is('customer') })).toBe(false);
  expect(usesUnindexed(model, contacts, { filter: is('customer.level') })).toBe(false);
  expect(usesUnindexed(model, contacts, { filter: is('customer.remark') })).toBe(true);
  expect(usesUnindexed(model, contacts, { sort: [{ field: 'customer.level', descending: false }] })).toBe(true);
});

it('counts what the view asks for, and nothing where nothing is asked', () => {
  expect(usesUnindexed(model, contacts, { view: 'mine' })).toBe(true);
  expect(usesUnindexed(model, contacts, { view: 'other' })).toBe(false);
  expect(usesUnindexed(model, contacts, {})).toBe(false);
});
