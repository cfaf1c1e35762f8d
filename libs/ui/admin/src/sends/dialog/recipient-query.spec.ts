import type { ModuleDescription } from '@ruyi/contract/metadata';
import { describe, expect, it } from 'vitest';
import { addressField, queryOf, recipientConditions } from './recipient-query.js';

const field = (key: string, type: string, more: object = {}) => ({
  key,
  type,
  label: { zh: key },
  origin: 'shipped',
  ...more,
});
const moduleOf = (...fields: object[]) => ({ key: 'customers', fields }) as unknown as ModuleDescription;

describe('recipients of a send', () => {
  it('go to the shipped address before one that the company added', () => {
    const module = moduleOf(
      field('second', 'mobile', { origin: 'custom' }),
      field('old', 'mobile', { retired: true }),
      field('mobile', 'mobile'),
    );
    expect(addressField(module, 'sms')).toBe('mobile');
    expect(addressField(module, 'mail')).toBeNull();
  });

  it('keep the list’s own condition beside further ones', () => {
    const level = { field: 'level', op: 'eq', value: 'A' } as const;
    const empty = { field: 'email', op: 'isEmpty' } as const;
    expect(queryOf({ view: 'mine', filter: level }, empty)).toEqual({ view: 'mine', filter: { and: [level, empty] } });
    expect(queryOf({ ids: ['1', '2'] })).toEqual({ filter: { field: 'id', op: 'in', value: ['1', '2'] } });
    expect(queryOf({ pool: 'any' })).toEqual({ pool: 'any' });
  });

  it('are asked once about being left alone: who refuses is not counted as without an address too', () => {
    const conditions = recipientConditions(
      moduleOf(field('email', 'email'), field('doNotContact', 'multiSelect')),
      'mail',
    );
    expect(conditions?.missing).toEqual({
      and: [
        { field: 'doNotContact', op: 'hasNone', value: ['mail'] },
        { field: 'email', op: 'isEmpty' },
      ],
    });
    expect(recipientConditions(moduleOf(field('email', 'email')), 'mail')?.refused).toBeNull();
    expect(recipientConditions(moduleOf(), 'mail')).toBeNull();
  });
});
