import type { RolePermission } from '@ruyi/contract/access';
import { describe, expect, it } from 'vitest';
import { actionsOf, samePermissions, scopeOf, withScope } from './role-matrix.js';

const read: RolePermission = { module: 'customers', action: 'read', scope: 'own' };

describe('the matrix of a role', () => {
  it('offers actions about pools only where there is one', () => {
    expect(actionsOf({ poolable: false })).not.toContain('claim');
    expect(actionsOf({ poolable: true })).toContain('putInPool');
  });

  it('replaces a scope; none takes the permission away', () => {
    const all = withScope([read], { ...read, scope: 'all' });
    expect(scopeOf(all, 'customers', 'read')).toBe('all');
    expect(withScope(all, { ...read, scope: 'none' })).toEqual([]);
    expect(scopeOf([], 'customers', 'edit')).toBe('none');
  });

  it('does not mind the order', () => {
    const edit: RolePermission = { module: 'customers', action: 'edit', scope: 'own' };
    expect(samePermissions([read, edit], [edit, read])).toBe(true);
    expect(samePermissions([read], [{ ...read, scope: 'all' }])).toBe(false);
  });
});
