import { describe, expect, it } from 'vitest';
import type { ModuleDescription } from '@ruyi/contract/metadata';
import { bulkActions, recordActions, rowActions, type ActionPlace } from './record-action.js';

const module = { key: 'customers', owned: true, poolable: true } as ModuleDescription;
const place = (allowed: readonly string[], more: Partial<ActionPlace> = {}): ActionPlace => ({
  module,
  session: { can: (action) => allowed.includes(action), canAdminister: () => allowed.includes('administer') },
  deleted: false,
  pool: false,
  ...more,
});
const record = (more: object): Parameters<typeof recordActions>[1] => ({ id: 'r1', version: 1, _display: {}, ...more });

describe('actions that are offered', () => {
  it('are only those that the reader may do', () => {
    expect(bulkActions(place(['export']))).toEqual(['export']);
    expect(bulkActions(place([]))).toEqual([]);
  });

  it('in a pool are claiming and allocating, not transferring', () => {
    expect(bulkActions(place(['claim', 'allocate', 'transfer', 'putInPool'], { pool: true }))).toEqual([
      'claim',
      'allocate',
    ]);
    expect(rowActions(place(['claim', 'transfer', 'putInPool']), record({ poolId: 'p1' }))).toEqual(['open', 'claim']);
  });

  it('in the recycle bin are restoring alone', () => {
    expect(bulkActions(place(['delete', 'edit', 'transfer'], { deleted: true }))).toEqual(['restore']);
    expect(bulkActions(place(['delete', 'administer'], { deleted: true }))).toEqual(['restore', 'purge']);
  });

  it('lock what is open and unlock what is locked', () => {
    expect(rowActions(place(['lock']), record({ locked: true }))).toEqual(['open', 'unlock']);
    expect(recordActions(place(['lock']), record({ _can: ['lock'], locked: false }))).toEqual(['lock']);
  });

  it('follow what the server says of a single record', () => {
    expect(recordActions(place(['edit', 'delete', 'transfer', 'create']), record({ _can: ['read'] }))).toEqual([
      'copy',
    ]);
  });
});
