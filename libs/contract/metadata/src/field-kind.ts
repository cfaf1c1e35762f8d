/** Every kind of field the product knows, in the order in which the designer offers them. */
export const FIELD_KINDS = [
  'text',
  'longText',
  'richText',
  'number',
  'integer',
  'money',
  'percent',
  'rating',
  'boolean',
  'select',
  'multiSelect',
  'tags',
  'date',
  'dateTime',
  'dateRange',
  'mobile',
  'telephone',
  'email',
  'url',
  'region',
  'address',
  'location',
  'user',
  'users',
  'department',
  'reference',
  'references',
  'files',
  'images',
  'signature',
  'serial',
  'formula',
  'lookup',
  'rollup',
  'detail',
  'section',
  'note',
] as const;

export type FieldKind = (typeof FIELD_KINDS)[number];

export function isFieldKind(value: unknown): value is FieldKind {
  return typeof value === 'string' && (FIELD_KINDS as readonly string[]).includes(value);
}

/** Kinds that a tenant admin may create today; the rest of {@link FIELD_KINDS} is reserved for later. */
export const CREATABLE_FIELD_KINDS = [
  'text',
  'longText',
  'number',
  'integer',
  'money',
  'percent',
  'rating',
  'boolean',
  'select',
  'multiSelect',
  'tags',
  'date',
  'dateTime',
  'mobile',
  'telephone',
  'email',
  'url',
  'region',
  'address',
  'user',
  'department',
  'reference',
  'files',
  'images',
  'serial',
] as const satisfies readonly FieldKind[];

export type CreatableFieldKind = (typeof CREATABLE_FIELD_KINDS)[number];
