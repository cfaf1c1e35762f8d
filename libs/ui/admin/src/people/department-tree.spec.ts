import type { Department } from '@ruyi/ui/data-access';
import { describe, expect, it } from 'vitest';
import { treeRows, withDescendants } from './department-tree.js';

const department = (id: string, parentId: string | null): Department => ({
  id,
  name: id,
  parentId,
  leaderId: null,
  disabled: false,
  users: 0,
});
const all = [
  department('sales', 'company'),
  department('company', null),
  department('east', 'sales'),
  department('finance', 'company'),
  department('orphan', 'gone'),
];

describe('the tree of departments', () => {
  it('lists each department before those below it, whatever the order', () => {
    expect(treeRows(all).map(({ department: { id }, depth }) => `${depth} ${id}`)).toEqual([
      '0 company',
      '1 sales',
      '2 east',
      '1 finance',
      '0 orphan',
    ]);
  });

  it('knows what is below a department', () => {
    expect([...withDescendants(all, 'sales')].sort()).toEqual(['east', 'sales']);
  });
});
