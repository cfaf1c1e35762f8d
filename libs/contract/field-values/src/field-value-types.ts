import type { FieldKind } from '@ruyi/contract/metadata';
import { addressValue } from './address-value.js';
import { booleanValue } from './boolean-value.js';
import { multiSelectValue, selectValue } from './choice-value.js';
import { dateRangeValue } from './date-range-value.js';
import { dateTimeValue } from './date-time-value.js';
import { dateValue } from './date-value.js';
import { emailValue } from './email-value.js';
import type { FieldValueType } from './field-value-type.js';
import { locationValue } from './location-value.js';
import { mobileValue } from './mobile-value.js';
import { moneyValue } from './money-value.js';
import { integerValue, numberValue, percentValue, ratingValue } from './number-value.js';
import {
  departmentValue,
  filesValue,
  imagesValue,
  referencesValue,
  referenceValue,
  signatureValue,
  usersValue,
  userValue,
} from './pointer-value.js';
import { regionValue } from './region-value.js';
import { tagsValue } from './tags-value.js';
import { telephoneValue } from './telephone-value.js';
import { longTextValue, richTextValue, textValue } from './text-value.js';
import { noValue, serialValue } from './unwritten-value.js';
import { urlValue } from './url-value.js';

/** The registry by kind; a new kind does not compile until it is here. */
export const FIELD_VALUE_TYPES: Readonly<Record<FieldKind, FieldValueType>> = {
  text: textValue,
  longText: longTextValue,
  richText: richTextValue,
  number: numberValue,
  integer: integerValue,
  money: moneyValue,
  percent: percentValue,
  rating: ratingValue,
  boolean: booleanValue,
  select: selectValue,
  multiSelect: multiSelectValue,
  tags: tagsValue,
  date: dateValue,
  dateTime: dateTimeValue,
  dateRange: dateRangeValue,
  mobile: mobileValue,
  telephone: telephoneValue,
  email: emailValue,
  url: urlValue,
  region: regionValue,
  address: addressValue,
  location: locationValue,
  user: userValue,
  users: usersValue,
  department: departmentValue,
  reference: referenceValue,
  references: referencesValue,
  files: filesValue,
  images: imagesValue,
  signature: signatureValue,
  serial: serialValue,
  formula: noValue,
  lookup: noValue,
  rollup: noValue,
  detail: noValue,
  section: noValue,
  note: noValue,
};
