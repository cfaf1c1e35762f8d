import {
  accepted,
  FIELD_VALUE_TYPES,
  isWritableKind,
  parseAddress,
  refused,
  type ParseResult,
  type RegionTree,
} from '@ruyi/contract/field-values';
import type { FieldKind, Option } from '@ruyi/contract/metadata';
import type { FieldModel } from '@ruyi/engine/model';
import { CellError, cellText, type ImportCell } from './import-cell.js';
import { readDateCell, readDateTimeCell } from './import-dates.js';
import type { ImportNames, Named } from './import-names.js';
import { decimalOf, readNumberCell } from './import-numbers.js';

/** What the meaning of a cell depends on beside its field. */
export interface CellEnvironment {
  readonly names: ImportNames;
  readonly regions: RegionTree;
}

type CellReader = (cell: ImportCell, field: FieldModel, env: CellEnvironment) => ParseResult<unknown>;

/** Between the parts of a cell that holds several. */
const BETWEEN = /[、,，;；|\n]+/;
const YES = new Set(['是', 'yes', 'y', 'true', '1', '√', '✓', '有', '对']);
const NO = new Set(['否', 'no', 'n', 'false', '0', '×', '✗', '无', '不', '错']);

const text: CellReader = (cell) => accepted(cellText(cell));

const number: CellReader = (cell) => readNumberCell(cell);

/** `1,200.00 USD`, as exports write an amount in another currency than the field's. */
const WITH_CURRENCY = /^(.*\S)\s*([A-Z]{3})$/;

const money: CellReader = (cell) => {
  const [, figure = cell, currency] = WITH_CURRENCY.exec(cellText(cell) ?? '') ?? [];
  const amount = decimalOf(figure);
  if (amount === null) return refused('invalidType', { key: 'invalidType.money' });
  return accepted(currency === undefined ? amount : { amount, currency });
};

const rating: CellReader = (cell) => {
  const stars = /^(★+)☆*$/.exec(cellText(cell) ?? '')?.[1];
  return stars === undefined ? readNumberCell(cell) : accepted(stars.length);
};

const boolean: CellReader = (cell) => {
  if (typeof cell === 'boolean') return accepted(cell);
  const word = (cellText(cell) ?? '').toLowerCase();
  if (YES.has(word)) return accepted(true);
  return NO.has(word) ? accepted(false) : refused('invalidType', { key: 'invalidType.importBoolean' });
};

const optionWord = (word: string): string => word.trim().normalize('NFKC').toLowerCase();

/** The key of each name of a field's options; of a name that several have, that of the first not retired. */
const optionKeys = new WeakMap<readonly Option[], Map<string, string>>();

/** An option by its name in either language, or by its key. */
function optionKey({ options = [] }: FieldModel, word: string): string | undefined {
  let keys = optionKeys.get(options);
  if (!keys) {
    keys = new Map();
    const present = options.filter(({ retired }) => !retired);
    const former = options.filter(({ retired }) => retired);
    for (const { key, label } of [...present, ...former])
      for (const name of [key, label.zh, label.en])
        if (name && !keys.has(optionWord(name))) keys.set(optionWord(name), key);
    optionKeys.set(options, keys);
  }
  return keys.get(optionWord(word));
}

const select: CellReader = (cell, field) => {
  const key = optionKey(field, cellText(cell) ?? '');
  return key === undefined ? refused('unknownOption') : accepted(key);
};

const multiSelect: CellReader = (cell, field) => {
  const whole = cellText(cell) ?? '';
  const only = optionKey(field, whole);
  if (only !== undefined) return accepted([only]);
  const keys = parts(whole).map((part) => optionKey(field, part));
  return keys.some((key) => key === undefined) ? refused('unknownOption') : accepted(keys);
};

const tags: CellReader = (cell) => accepted(parts(cellText(cell) ?? ''));

const region: CellReader = (cell, _field, { regions }) => {
  const written = cellText(cell) ?? '';
  if (/^\d{6,9}$/.test(written)) return accepted(written);
  const { region: code, detail } = parseAddress(regions, written);
  return code !== null && detail === '' ? accepted(code) : refused('unknownOption', { key: 'unknownOption.region' });
};

const address: CellReader = (cell, _field, { regions }) => {
  const { region: code, detail } = parseAddress(regions, cellText(cell) ?? '');
  return accepted({ region: code, detail });
};

const dateRange: CellReader = (cell) => {
  const [start, end, ...more] = (cellText(cell) ?? '').split(/–|—|~|～|至|到|\sto\s/).map((day) => day.trim());
  const days = [start, end].map((day) => (day ? readDateCell(day) : accepted(null)));
  const wrong = days.find((day) => !day.ok);
  if (wrong || more.length > 0) return refused('invalidType', { key: 'invalidType.dateRange' });
  const [from, to] = days.map((day) => (day.ok ? day.value : null));
  return accepted({ start: from, end: to });
};

const user: CellReader = (cell, _field, { names }) => idOf(names.person(cellText(cell) ?? ''));

const users: CellReader = (cell, _field, { names }) => {
  const found = parts(cellText(cell) ?? '').map((name) => names.person(name));
  const wrong = found.find((named): named is 'none' | 'several' => typeof named === 'string');
  return wrong ? idOf(wrong) : accepted(found.flatMap((named) => (typeof named === 'string' ? [] : named.id)));
};

const department: CellReader = (cell, _field, { names }) => idOf(names.department(cellText(cell) ?? ''));

const reference: CellReader = (cell, field, { names }) => {
  const { module, named } = names.record(field, cellText(cell) ?? '');
  return typeof named === 'object' && field.targets ? accepted({ module, id: named.id }) : idOf(named);
};

const references: CellReader = (cell, field, { names }) => {
  const found = parts(cellText(cell) ?? '').map((name) => names.record(field, name).named);
  const wrong = found.find((named): named is 'none' | 'several' => typeof named === 'string');
  return wrong ? idOf(wrong) : accepted(found.flatMap((named) => (typeof named === 'string' ? [] : named.id)));
};

function idOf(named: Named): ParseResult<string> {
  if (named === 'none') return refused('notFound', { key: 'notFound.name' });
  return named === 'several' ? refused('notFound', { key: 'notFound.severalNames' }) : accepted(named.id);
}

function parts(written: string): string[] {
  return written
    .split(BETWEEN)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** How a cell of each kind is read; null: no file can hold such a value. */
const CELL_READERS: Readonly<Record<FieldKind, CellReader | null>> = {
  text,
  longText: text,
  richText: text,
  number,
  integer: number,
  money,
  percent: (cell) => readNumberCell(cell, '%'),
  rating,
  boolean,
  select,
  multiSelect,
  tags,
  date: readDateCell,
  dateTime: readDateTimeCell,
  dateRange,
  mobile: text,
  telephone: text,
  email: text,
  url: text,
  region,
  address,
  location: null,
  user,
  users,
  department,
  reference,
  references,
  files: null,
  images: null,
  signature: null,
  serial: null,
  formula: null,
  lookup: null,
  rollup: null,
  detail: null,
  section: null,
  note: null,
};

/** Whether a column of a file can hold values of the field. */
export function isImportableKind(field: FieldModel): boolean {
  return CELL_READERS[field.type] !== null && (field.origin === 'system' || isWritableKind(field));
}

/**
 * What a cell says, in the form in which the API takes a value of the field: names become ids, `1,200元` a number,
 * 2024年1月5日 a date. Whether the field accepts the value is asked later, as of any value.
 */
export function readCell(cell: ImportCell, field: FieldModel, env: CellEnvironment): ParseResult<unknown> {
  const reader = CELL_READERS[field.type];
  if (!reader || !(field.type in FIELD_VALUE_TYPES)) throw new Error(`no cell holds a ${field.type}`);
  if (cell instanceof CellError)
    return refused('invalidType', { key: 'invalidType.importError', params: { error: cell.name } });
  return reader(cell, field, env);
}
