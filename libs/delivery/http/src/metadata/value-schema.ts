import { labelText, type Field, type FieldKind, type Locale } from '@ruyi/contract/metadata';

export type Schema = Readonly<Record<string, unknown>>;

const id: Schema = { type: 'string', format: 'uuid' };
const idList: Schema = { type: 'array', items: id };
const text: Schema = { type: 'string' };
const number: Schema = { type: 'number' };
const geo: Schema = { type: 'object', properties: { lng: number, lat: number } };
const nothing: Schema = {};

const SCHEMAS: Readonly<Record<FieldKind, Schema>> = {
  text,
  longText: text,
  richText: text,
  number,
  integer: { type: 'integer' },
  money: {
    type: 'object',
    required: ['amount', 'currency'],
    properties: {
      amount: { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' },
      currency: { type: 'string', pattern: '^[A-Z]{3}$' },
    },
  },
  percent: number,
  rating: { type: 'integer', minimum: 1 },
  boolean: { type: 'boolean' },
  select: text,
  multiSelect: { type: 'array', items: text },
  tags: { type: 'array', items: text },
  date: { type: 'string', format: 'date' },
  dateTime: { type: 'string', format: 'date-time' },
  dateRange: {
    type: 'object',
    properties: {
      start: { type: ['string', 'null'], format: 'date' },
      end: { type: ['string', 'null'], format: 'date' },
    },
  },
  mobile: text,
  telephone: text,
  email: { type: 'string', format: 'email' },
  url: { type: 'string', format: 'uri' },
  region: { type: 'string', pattern: '^\\d{6}$' },
  address: { type: 'object', properties: { region: { type: ['string', 'null'] }, detail: text, geo } },
  location: geo,
  user: id,
  users: idList,
  department: id,
  reference: id,
  references: idList,
  files: idList,
  images: idList,
  signature: id,
  serial: text,
  formula: nothing,
  lookup: nothing,
  rollup: nothing,
  detail: nothing,
  section: nothing,
  note: nothing,
};

/** What a field's value looks like in JSON; a field that may be empty may be null. */
export function valueSchema(field: Field, locale: Locale): Schema {
  const base: Schema = field.targets
    ? { type: 'object', required: ['module', 'id'], properties: { module: { enum: field.targets }, id } }
    : SCHEMAS[field.type];
  return {
    ...base,
    ...(typeof base['type'] === 'string' && !field.required ? { type: [base['type'], 'null'] } : {}),
    title: labelText(field.label, locale),
    ...(field.help ? { description: labelText(field.help, locale) } : {}),
    ...bounds(field),
    ...options(field),
    ...(field.readOnly || field.derived ? { readOnly: true } : {}),
  };
}

function bounds({ type, min, max, minLength, maxLength }: Field): Schema {
  const isNumber = type === 'number' || type === 'integer' || type === 'percent';
  const isText = SCHEMAS[type] === text && type !== 'select';
  return {
    ...(isNumber && min !== undefined ? { minimum: min } : {}),
    ...(isNumber && max !== undefined ? { maximum: max } : {}),
    ...(isText && minLength !== undefined ? { minLength } : {}),
    ...(isText && maxLength !== undefined ? { maxLength } : {}),
  };
}

/** Retired options are still answered, so they are in the list. */
function options({ type, options, required }: Field): Schema {
  const keys = options?.map(({ key }) => key) ?? [];
  if (keys.length === 0) return {};
  if (type === 'multiSelect') return { items: { type: 'string', enum: keys } };
  return { enum: required ? keys : [...keys, null] };
}
