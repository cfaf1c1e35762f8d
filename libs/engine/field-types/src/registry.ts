import type { FieldKind } from '@ruyi/contract/metadata';
import type { FieldType } from './field-type.js';
import { boolean, multiSelect, region, select, tags } from './kinds/choice.js';
import { department, files, images, reference, references, signature, user, users } from './kinds/link.js';
import { money } from './kinds/money.js';
import { integer, number, percent, rating } from './kinds/number.js';
import { address, location } from './kinds/place.js';
import { email, longText, mobile, richText, serial, telephone, text, url } from './kinds/text.js';
import { date, dateRange, dateTime } from './kinds/time.js';
import { detail, formula, lookup, note, rollup, section } from './kinds/unstored.js';

/** Every kind's storage; the type makes a forgotten kind a compile error. */
export const FIELD_TYPES: Readonly<Record<FieldKind, FieldType>> = {
  text,
  longText,
  richText,
  number,
  integer,
  money,
  percent,
  rating,
  boolean,
  select,
  multiSelect,
  tags,
  date,
  dateTime,
  dateRange,
  mobile,
  telephone,
  email,
  url,
  region,
  address,
  location,
  user,
  users,
  department,
  reference,
  references,
  files,
  images,
  signature,
  serial,
  formula,
  lookup,
  rollup,
  detail,
  section,
  note,
};

export function fieldType(kind: FieldKind): FieldType {
  return FIELD_TYPES[kind];
}
