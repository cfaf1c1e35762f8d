import { describe, expect, it } from 'vitest';
import { loadOrder } from './load-order.js';

const names = (groups: readonly (readonly { name: string }[])[]): string[] =>
  groups.map((group) =>
    group
      .map(({ name }) => name)
      .sort()
      .join('+'),
  );

describe('the order of loading', () => {
  it('puts what is pointed at first', () => {
    const tables = [
      { name: 'line', references: ['order', 'product'] },
      { name: 'order', references: ['customer'] },
      { name: 'product', references: [] },
      { name: 'customer', references: [] },
    ];
    expect(names(loadOrder(tables))).toEqual(['customer', 'order', 'product', 'line']);
  });

  it('keeps tables together that point at each other', () => {
    const tables = [
      { name: 'role', references: ['user'] },
      { name: 'user', references: ['department', 'user', 'account'] },
      { name: 'department', references: ['user', 'department'] },
      { name: 'account', references: [] },
    ];
    expect(names(loadOrder(tables))).toEqual(['account', 'department+user', 'role']);
  });

  it('does not mind a pointer out of the set', () => {
    expect(names(loadOrder([{ name: 'a', references: ['elsewhere'] }]))).toEqual(['a']);
  });
});
