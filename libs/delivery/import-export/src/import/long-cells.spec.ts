import { expect, it } from 'vitest';
import type { FieldModel } from '@ruyi/engine/model';
import { readDateCell } from './import-dates.js';
import { suggestedMapping } from './import-fields.js';

const LONG = 200_000;
/** Milliseconds; going back over such cells took minutes. */
const SOON = 1_000;
const NAME: FieldModel = {
  key: 'name',
  type: 'text',
  label: { zh: '客户名称', en: 'Name' },
} as FieldModel;

it.each<[what: string, work: () => unknown]>([
  ['a day before many spaces', () => readDateCell(`2026-01-05${' '.repeat(LONG)}\n`)],
  ['a day before many spaces and no time', () => readDateCell(`2026-01-05${' '.repeat(LONG)}x\ny`)],
  ['a heading of stars', () => suggestedMapping([`${'*'.repeat(LONG)}x`], [NAME])],
  ['a heading of spaces', () => suggestedMapping([`a${' '.repeat(LONG)}x`], [NAME])],
])('%s is read in time that grows as it does', (_what, work) => {
  const from = performance.now();
  work();
  expect(performance.now() - from).toBeLessThan(SOON);
});

it('headings are known with the marks of what is required', () => {
  for (const heading of ['客户名称', '客户名称 *', ' 客户名称** ', '客户名称（必填）', 'NAME (required)', 'name'])
    expect(suggestedMapping([heading], [NAME]), heading).toEqual({ [heading]: 'name' });
});
