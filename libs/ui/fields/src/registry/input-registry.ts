import type { Type } from '@angular/core';
import type { FieldKind } from '@ruyi/contract/metadata';
import type { FieldInput } from '../field-input.js';
import { LoadedTypes } from './loaded-types.js';

type Loader = () => Promise<Type<FieldInput>>;

const text: Loader = () => import('../inputs/text-input.js').then((file) => file.TextInput);
const longText: Loader = () => import('../inputs/long-text-input.js').then((file) => file.LongTextInput);
const number: Loader = () => import('../inputs/number-input.js').then((file) => file.NumberInput);
const pointer: Loader = () => import('../inputs/pointer-input.js').then((file) => file.PointerInput);
const files: Loader = () => import('../inputs/files-input.js').then((file) => file.FilesInput);
const fixed: Loader = () => import('../inputs/fixed-input.js').then((file) => file.FixedInput);

/** What edits each kind of field; a new kind does not compile until it is here. */
const INPUTS: Readonly<Record<FieldKind, Loader>> = {
  text,
  longText,
  richText: longText,
  number,
  integer: number,
  percent: number,
  money: () => import('../inputs/money-input.js').then((file) => file.MoneyInput),
  rating: () => import('../inputs/rating-input.js').then((file) => file.RatingInput),
  boolean: () => import('../inputs/boolean-input.js').then((file) => file.BooleanInput),
  select: () => import('../inputs/select-input.js').then((file) => file.SelectInput),
  multiSelect: () => import('../inputs/multi-select-input.js').then((file) => file.MultiSelectInput),
  tags: () => import('../inputs/tags-input.js').then((file) => file.TagsInput),
  date: () => import('../inputs/date-input.js').then((file) => file.DateInput),
  dateTime: () => import('../inputs/date-time-input.js').then((file) => file.DateTimeInput),
  mobile: text,
  telephone: text,
  email: text,
  url: text,
  region: () => import('../inputs/region-input.js').then((file) => file.RegionInput),
  address: () => import('../inputs/address-input.js').then((file) => file.AddressInput),
  user: pointer,
  users: pointer,
  department: pointer,
  reference: pointer,
  references: pointer,
  files,
  images: files,
  serial: fixed,
  dateRange: fixed,
  location: fixed,
  signature: fixed,
  formula: fixed,
  lookup: fixed,
  rollup: fixed,
  detail: fixed,
  section: fixed,
  note: fixed,
};

export const inputTypes = new LoadedTypes(INPUTS);
