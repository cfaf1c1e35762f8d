import type { Type } from '@angular/core';
import type { FieldKind } from '@ruyi/contract/metadata';
import type { FilterEditor } from '../filter-editor.js';
import { LoadedTypes } from './loaded-types.js';

type Loader = () => Promise<Type<FilterEditor>>;

const text: Loader = () => import('../filters/text-filter.js').then((file) => file.TextFilter);
const number: Loader = () => import('../filters/number-filter.js').then((file) => file.NumberFilter);
const date: Loader = () => import('../filters/date-filter.js').then((file) => file.DateFilter);
const choice: Loader = () => import('../filters/choice-filter.js').then((file) => file.ChoiceFilter);
const pointer: Loader = () => import('../filters/pointer-filter.js').then((file) => file.PointerFilter);

/** What edits a condition's value for each kind of field; a new kind does not compile until it is here. */
const EDITORS: Readonly<Record<FieldKind, Loader>> = {
  text,
  longText: text,
  richText: text,
  number,
  integer: number,
  money: number,
  percent: number,
  rating: number,
  boolean: () => import('../filters/boolean-filter.js').then((file) => file.BooleanFilter),
  select: choice,
  multiSelect: choice,
  tags: text,
  date,
  dateTime: date,
  dateRange: date,
  mobile: text,
  telephone: text,
  email: text,
  url: text,
  region: () => import('../filters/region-filter.js').then((file) => file.RegionFilter),
  address: text,
  location: text,
  user: pointer,
  users: pointer,
  department: pointer,
  reference: pointer,
  references: pointer,
  files: text,
  images: text,
  signature: text,
  serial: text,
  formula: text,
  lookup: text,
  rollup: text,
  detail: text,
  section: text,
  note: text,
};

export const filterEditorTypes = new LoadedTypes(EDITORS);
