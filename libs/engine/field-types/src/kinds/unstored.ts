import type { FieldKind } from '@ruyi/contract/metadata';
import type { FieldType } from '../field-type.js';

/** Drawn, computed or kept elsewhere: nothing of it lies in the record. */
const unstored = (kind: FieldKind): FieldType => ({
  kind,
  columns: () => [],
  index: 'none',
  encode: () => ({}),
  decode: () => null,
  toDocument: () => undefined,
  fromDocument: () => null,
  slotValue: () => null,
  indexValues: () => [],
  searchText: () => [],
  sql: null,
});

export const section = unstored('section');
export const note = unstored('note');
export const formula = unstored('formula');
export const lookup = unstored('lookup');
export const rollup = unstored('rollup');
export const detail = unstored('detail');
