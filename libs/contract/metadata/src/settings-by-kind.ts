import type { FieldSettings } from './field.js';
import type { FieldKind } from './field-kind.js';

export type SettingName = keyof FieldSettings;

const COMMON = ['label', 'help', 'hidden', 'width', 'showWhen'] as const satisfies readonly SettingName[];
const VALUE = [
  ...COMMON,
  'required',
  'readOnly',
  'requiredWhen',
  'readOnlyWhen',
  'audited',
] as const satisfies readonly SettingName[];
const TEXT = [
  ...VALUE,
  'placeholder',
  'unique',
  'indexed',
  'default',
  'minLength',
  'maxLength',
  'pattern',
  'patternMessage',
] as const satisfies readonly SettingName[];
const CONTACT = [...VALUE, 'placeholder', 'unique', 'indexed', 'default'] as const satisfies readonly SettingName[];
const NUMBER = [
  ...VALUE,
  'placeholder',
  'unique',
  'indexed',
  'default',
  'min',
  'max',
] as const satisfies readonly SettingName[];
const TIME = [...VALUE, 'unique', 'indexed', 'default', 'min', 'max'] as const satisfies readonly SettingName[];
const POINTER = [...VALUE, 'placeholder', 'unique', 'indexed', 'default'] as const satisfies readonly SettingName[];
const LIST = [...VALUE, 'placeholder', 'minLength', 'maxLength'] as const satisfies readonly SettingName[];

/** The settings that mean something for a kind; any other is refused. */
export const SETTINGS_BY_KIND: Readonly<Record<FieldKind, readonly SettingName[]>> = {
  text: [...TEXT, 'format'],
  longText: [...VALUE, 'placeholder', 'default', 'minLength', 'maxLength', 'pattern', 'patternMessage'],
  richText: [...VALUE, 'placeholder', 'default', 'minLength', 'maxLength'],
  number: [...NUMBER, 'decimals'],
  integer: NUMBER,
  money: [...NUMBER.filter((name) => name !== 'unique'), 'currency'],
  percent: [...NUMBER.filter((name) => name !== 'unique'), 'decimals'],
  rating: [...VALUE, 'indexed', 'default', 'stars'],
  boolean: [...VALUE, 'indexed', 'default'],
  select: [...VALUE, 'placeholder', 'indexed', 'default', 'options', 'display'],
  multiSelect: [...VALUE, 'placeholder', 'indexed', 'default', 'options', 'minLength', 'maxLength'],
  tags: [...LIST, 'indexed', 'default'],
  date: TIME,
  dateTime: TIME,
  dateRange: VALUE,
  mobile: CONTACT,
  telephone: CONTACT,
  email: CONTACT,
  url: CONTACT,
  region: [...VALUE, 'placeholder', 'indexed', 'default'],
  address: [...VALUE, 'placeholder', 'maxLength'],
  location: VALUE,
  user: POINTER.filter((name) => name !== 'unique'),
  users: LIST,
  department: POINTER.filter((name) => name !== 'unique'),
  reference: [...POINTER, 'target', 'targets'],
  references: [...LIST, 'target'],
  files: LIST,
  images: LIST,
  signature: VALUE,
  serial: [...COMMON, 'indexed', 'serial'],
  formula: COMMON,
  lookup: COMMON,
  rollup: COMMON,
  detail: COMMON,
  section: ['label', 'help', 'hidden'],
  note: ['label', 'help', 'hidden', 'width'],
};
