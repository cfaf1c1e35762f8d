import { describe, expect, it } from 'vitest';
import { commandEntries } from './palette-entries.js';
import { allEntries, hitEntries, type SearchWords } from './search-entries.js';
import { textPieces } from './text-pieces.js';

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

  const words: SearchWords = {
    module: () => '客户',
    label: (label) => label.zh,
    all: (module) => `在${module}中查看全部`,
    allInPool: () => '公海',
  };
  const hit = { module: 'customers', id: '1', name: '云栖茶业', owner: { id: '2', name: '王芳' } };

  it('leads to the record, and says of which module it is, whose, and what was found', () => {
    const [byName, byMobile] = hitEntries(
      [
        { ...hit, matched: { field: 'name', label: { zh: '名称' }, naming: true, value: '云栖茶业', marks: [[0, 2]] } },
        { ...hit, matched: { field: 'mobile', label: { zh: '手机' }, naming: false, value: '138', marks: [[1, 3]] } },
      ],
      words,
    );
    expect(byName).toMatchObject({ text: '云栖茶业', detail: '王芳', chip: '客户', link: '/m/customers/1' });
    expect(byName?.title?.map(({ text, marked }) => [text, marked])).toEqual([
      ['云栖', true],
      ['茶业', false],
    ]);
    expect(byName?.where).toBeUndefined();
    expect(byMobile?.where).toEqual({ label: '手机', text: textPieces('138', [[1, 3]]) });
    expect(byMobile?.title).toEqual([{ text: '云栖茶业', marked: false }]);
  });

  it('leads to all that a module and the pool have of it', () => {
    const counts = {
      customers: { value: 1000, exact: false, pooled: { value: 2, exact: true } },
      contacts: { value: 0, exact: true },
    };
    expect(allEntries('云 &', counts, words).map(({ link, detail }) => [link, detail])).toEqual([
      ['/m/customers?view=all&q=%E4%BA%91%20%26', '1000+'],
      ['/pool?q=%E4%BA%91%20%26', '2'],
    ]);
  });
});
