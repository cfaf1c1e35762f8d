import type { Field, FieldKind, ModuleDescription, View, ViewColumn } from '@ruyi/contract/metadata';

/** A column as the table draws it. */
export interface ListColumn {
  readonly field: Field;
  /** Pixels. */
  readonly width: number;
  readonly numeric: boolean;
  readonly sortable: boolean;
}

const NARROWEST = 64;
const WIDEST = 640;
const FIRST_COLUMNS = 8;
const MOST_TAGS = 3;
/** Drawn as a label, not as a number. */
export const RECLAIM_FIELD = 'daysToReclaim';

const NEVER_LISTED: readonly FieldKind[] = ['section', 'note', 'detail', 'signature'];
const NOT_BY_ITSELF: readonly FieldKind[] = ['longText', 'richText', 'files', 'images', ...NEVER_LISTED];
const NUMERIC: readonly FieldKind[] = ['number', 'integer', 'money', 'percent', 'formula', 'rollup'];
const UNSORTABLE: readonly FieldKind[] = [
  'multiSelect',
  'tags',
  'users',
  'references',
  'files',
  'images',
  'address',
  'location',
  'longText',
  'richText',
];

const WIDTHS: Partial<Readonly<Record<FieldKind, number>>> = {
  rating: 90,
  boolean: 80,
  integer: 110,
  number: 110,
  percent: 90,
  money: 130,
  date: 110,
  dateTime: 130,
  mobile: 130,
  telephone: 140,
  user: 100,
  department: 120,
  select: 130,
  url: 180,
  email: 190,
  address: 240,
  longText: 240,
  tags: 180,
  multiSelect: 180,
  reference: 190,
};
const USUAL_WIDTH = 150;
const NAME_WIDTH = 260;

/** Fields that a list may show, filter or export. */
export function isListable(field: Field): boolean {
  return !field.retired && !field.hidden && !NEVER_LISTED.includes(field.type);
}

/** Keeps a width between what can still be grabbed and what still leaves room for others. */
export function clampWidth(width: number): number {
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
}

export function usualWidth(field: Field, module: ModuleDescription): number {
  return field.key === module.nameField ? NAME_WIDTH : (WIDTHS[field.type] ?? USUAL_WIDTH);
}

/** The columns of a view; a view without its own shows the name and the first fields of the module. */
export function columnsOf(module: ModuleDescription, view: View | undefined): readonly ListColumn[] {
  return columnsOfKeys(module, view?.columns?.length ? view.columns : firstColumns(module));
}

function columnsOfKeys(module: ModuleDescription, columns: readonly ViewColumn[]): readonly ListColumn[] {
  return columns.flatMap((column) => {
    const field = module.fields.find((one) => one.key === column.field);
    return field && isListable(field) ? [columnOf(module, field, column.width)] : [];
  });
}

/** In the pool nobody owns a record: what counts is whose it was, since when it lies there and why. */
const POOL_FIELDS = ['formerOwnerId', 'pooledAt', 'poolReason'];
const OWNER_FIELDS = ['ownerId', 'nextContactAt', RECLAIM_FIELD, 'createdAt'];

export function poolColumnsOf(module: ModuleDescription): readonly ListColumn[] {
  if (module.poolColumns?.length) return columnsOfKeys(module, module.poolColumns);
  const usual = columnsOf(module, module.views[0]).filter((column) => !OWNER_FIELDS.includes(column.field.key));
  const fields = POOL_FIELDS.flatMap((key) => module.fields.filter((field) => field.key === key && isListable(field)));
  return [...usual, ...fields.map((field) => columnOf(module, field, undefined))];
}

export function isSortable(field: Field): boolean {
  return !UNSORTABLE.includes(field.type);
}

function columnOf(module: ModuleDescription, field: Field, width: number | undefined): ListColumn {
  return {
    field,
    width: clampWidth(width ?? usualWidth(field, module)),
    numeric: NUMERIC.includes(field.type) && field.key !== RECLAIM_FIELD,
    sortable: isSortable(field),
  };
}

function firstColumns(module: ModuleDescription): readonly ViewColumn[] {
  const first = module.fields.filter(
    (field) =>
      isListable(field) &&
      field.origin !== 'system' &&
      field.key !== module.nameField &&
      !NOT_BY_ITSELF.includes(field.type),
  );
  const keys = [
    module.nameField,
    ...first.slice(0, FIRST_COLUMNS - 2).map((field) => field.key),
    ...(module.owned ? ['ownerId'] : []),
  ];
  return [...new Set(keys)].map((field) => ({ field }));
}

/** What has to be asked of the server so that columns, cards and row actions can be drawn. */
export function fieldsToRead(module: ModuleDescription, columns: readonly ListColumn[]): readonly string[] {
  const cards = cardFields(module);
  const keys = [
    module.nameField,
    ...columns.map((column) => column.field.key),
    ...cards.tags.map((field) => field.key),
    ...cards.lines.map((field) => field.key),
    ...(cards.phone ? [cards.phone.key] : []),
    ...(cards.address ? [cards.address.key] : []),
    ...(module.owned ? ['ownerId'] : []),
    ...(module.poolable ? ['daysToReclaim', 'locked', 'poolId'] : []),
  ];
  const known = new Set(module.fields.map((field) => field.key));
  return [...new Set(keys)].filter((key) => known.has(key));
}

export interface CardFields {
  readonly tags: readonly Field[];
  readonly lines: readonly Field[];
  readonly phone: Field | undefined;
  readonly address: Field | undefined;
}

/** Lines that a reader's own columns add to a card. */
const MOST_OWN_LINES = 4;

/** Columns that are not of every list and that a card has no place for by itself: those that somebody has chosen. */
export function ownLines(module: ModuleDescription, columns: readonly ListColumn[]): readonly Field[] {
  const { tags, lines, phone, address } = cardFields(module);
  const usual = new Set([
    ...firstColumns(module).map(({ field }) => field),
    ...[...tags, ...lines, phone, address].map((field) => field?.key),
    RECLAIM_FIELD,
  ]);
  return columns
    .map(({ field }) => field)
    .filter((field) => !usual.has(field.key) && !NOT_BY_ITSELF.includes(field.type))
    .toSorted((a, b) => Number(b.origin === 'custom') - Number(a.origin === 'custom'))
    .slice(0, MOST_OWN_LINES);
}

/** What a card on the phone shows of a record: coloured options, one number to call, an address, a line or two. */
export function cardFields(module: ModuleDescription): CardFields {
  const fields = module.fields.filter((field) => isListable(field) && field.key !== module.nameField);
  const usual = fields.filter((field) => field.origin !== 'system');
  // What is indexed is what people sort their records by; the rest fills up.
  const choices = usual.filter((field) => field.type === 'select' && field.display !== 'tiles');
  const selects = [...choices.filter((field) => field.indexed), ...choices.filter((field) => !field.indexed)];
  // What nobody owns is told by who made it, when and how.
  const made = module.owned ? [] : ['createdBy', 'createdAt'];
  if (!module.owned && selects.length === 0) selects.push(...usual.filter((field) => field.type === 'select'));
  return {
    tags: [...selects.slice(0, MOST_TAGS), ...usual.filter((field) => field.type === 'rating').slice(0, 1)],
    phone: usual.find((field) => field.type === 'mobile') ?? usual.find((field) => field.type === 'telephone'),
    address: usual.find((field) => field.type === 'address') ?? usual.find((field) => field.type === 'region'),
    lines: [
      ...usual.filter((field) => field.type === 'reference').slice(0, 1),
      ...fields.filter((field) => field.key === 'lastFollowUpAt' || field.key === 'nextContactAt').slice(0, 2),
      ...fields.filter((field) => field.key === 'ownerId'),
      ...made.flatMap((key) => fields.filter((field) => field.key === key)),
    ],
  };
}
