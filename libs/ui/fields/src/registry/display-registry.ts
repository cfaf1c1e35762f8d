import type { Type } from '@angular/core';
import type { FieldKind } from '@ruyi/contract/metadata';
import type { FieldDisplay } from '../field-display.js';
import { LoadedTypes } from './loaded-types.js';

type Loader = () => Promise<Type<FieldDisplay>>;

const text: Loader = () => import('../displays/text-display.js').then((file) => file.TextDisplay);
const option: Loader = () => import('../displays/option-display.js').then((file) => file.OptionDisplay);
const link: Loader = () => import('../displays/link-display.js').then((file) => file.LinkDisplay);
const date: Loader = () => import('../displays/date-display.js').then((file) => file.DateDisplay);
const files: Loader = () => import('../displays/files-display.js').then((file) => file.FilesDisplay);
const reference: Loader = () => import('../displays/reference-display.js').then((file) => file.ReferenceDisplay);

/** What shows each kind of field; a new kind does not compile until it is here. */
const DISPLAYS: Readonly<Record<FieldKind, Loader>> = {
  text,
  longText: text,
  richText: text,
  number: text,
  integer: text,
  money: text,
  percent: text,
  rating: () => import('../displays/rating-display.js').then((file) => file.RatingDisplay),
  boolean: text,
  select: option,
  multiSelect: option,
  tags: option,
  date,
  dateTime: date,
  dateRange: text,
  mobile: link,
  telephone: link,
  email: link,
  url: link,
  region: text,
  address: () => import('../displays/address-display.js').then((file) => file.AddressDisplay),
  location: text,
  user: text,
  users: text,
  department: text,
  reference,
  references: text,
  files,
  images: files,
  signature: text,
  serial: text,
  formula: text,
  lookup: text,
  rollup: text,
  detail: text,
  section: text,
  note: text,
};

export const displayTypes = new LoadedTypes(DISPLAYS);
