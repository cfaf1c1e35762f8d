import { describe, expect, it } from 'vitest';
import { commandEntries, hitEntries } from './palette-entries.js';

const places = [
  { key: 'home', text: '工作台', icon: 'home', link: '/' },
  { key: 'pool', text: '公海', icon: 'pool', link: '/pool' },
];
const creations = [{ module: 'customers', text: '新建客户', icon: 'customer', link: '/m/customers/new' }];

describe('command palette', () => {
  it('offers everything before anything is typed', () => {
    expect(commandEntries('', places, creations).map((entry) => entry.link)).toEqual([
      '/',
      '/pool',
      '/m/customers/new',
    ]);
  });

  it('finds a place by its words or by its key', () => {
    expect(commandEntries('公', places, creations).map((entry) => entry.id)).toEqual(['go-pool']);
    expect(commandEntries('CUST', places, creations).map((entry) => entry.id)).toEqual(['new-customers']);
  });

  it('leads to the record and says of which module it is', () => {
    const [entry] = hitEntries([{ module: 'customers', id: '1', name: '云栖' }], () => '客户');
    expect(entry).toMatchObject({ text: '云栖', detail: '客户', link: '/m/customers/1' });
  });
});
