import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanRichText } from '@ruyi/engine/rich-text';
import { FIELD_KINDS, type FieldKind } from '@ruyi/contract/metadata';
import { SLOTS, type SlotClass } from './field-type.js';
import { FIELD_TYPES, fieldType } from './registry.js';
import { nameSort } from './name-sort.js';

const scope = { baseCurrency: 'CNY' };
const settings = {};
const uuid = fc.uuid();
const day = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const instant = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const words = fc.string({ minLength: 1 });
const minor = fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
const money = fc.oneof(
  minor.map((amount) => ({ amount: decimal(amount, 2), currency: 'CNY' })),
  minor.map((amount) => ({ amount: decimal(amount, 0), currency: 'JPY' })),
);

function decimal(amount: number, digits: number): string {
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  return `${amount < 0 ? '-' : ''}${digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`}`;
}

/** Valid values of every kind that is stored. */
const VALUES: Partial<Record<FieldKind, fc.Arbitrary<unknown>>> = {
  text: words,
  longText: words,
  richText: words.map(cleanRichText).filter((html) => html !== ''),
  number: fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
  integer: fc.maxSafeInteger(),
  money,
  percent: fc.integer({ min: 0, max: 100 }),
  rating: fc.integer({ min: 1, max: 10 }),
  boolean: fc.boolean(),
  select: words,
  multiSelect: fc.array(words, { minLength: 1 }),
  tags: fc.array(words, { minLength: 1 }),
  date: day,
  dateTime: instant,
  dateRange: fc.record({ start: day, end: day }),
  mobile: words,
  telephone: words,
  email: words,
  url: words,
  region: fc.stringMatching(/^\d{6}$/),
  address: fc.record({ region: fc.constant(null), detail: words }),
  location: fc.record({ lng: fc.integer(), lat: fc.integer() }),
  user: uuid,
  users: fc.array(uuid, { minLength: 1 }),
  department: uuid,
  reference: uuid,
  references: fc.array(uuid, { minLength: 1 }),
  files: fc.array(uuid, { minLength: 1 }),
  images: fc.array(uuid, { minLength: 1 }),
  signature: uuid,
  serial: words,
};
const stored = Object.entries(VALUES) as [FieldKind, fc.Arbitrary<unknown>][];

/** What the driver answers for the parameters that were written: jsonb comes parsed. */
const fromDriver = (parts: Readonly<Record<string, unknown>>, kind: FieldKind): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(parts).map(([part, value]) => [
      part,
      fieldType(kind).columns(settings)[0]?.sqlType === 'jsonb' ? JSON.parse(String(value)) : value,
    ]),
  );

describe.each(stored)('%s', (kind, values) => {
  const type = fieldType(kind);

  it('comes back from its columns and from the document as it was', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(type.decode(fromDriver(type.encode(value, scope), kind))).toEqual(value);
        const document: unknown = JSON.parse(JSON.stringify(type.toDocument(value, scope)));
        expect(type.fromDocument(document)).toEqual(value);
      }),
    );
  });

  it('writes every column that it declares, and only those', () => {
    const parts = type.columns(settings).map(({ part }) => part);
    fc.assert(
      fc.property(values, (value) =>
        Object.keys(type.encode(value, scope)).every((part) => parts.includes(part) || part === 'module'),
      ),
    );
    expect(parts.every((part) => part in type.encode(null, scope))).toBe(true);
  });

  it('leaves nothing behind when it is empty', () => {
    expect(Object.values(type.encode(null, scope)).every((part) => part === null)).toBe(true);
    expect(type.toDocument(null, scope)).toBeUndefined();
    expect(type.slotValue(null, scope)).toBeNull();
    expect(type.indexValues(null)).toEqual([]);
    expect(type.searchText(null, settings)).toEqual([]);
  });
});

it('knows every kind', () => {
  expect(Object.keys(FIELD_TYPES).toSorted()).toEqual([...FIELD_KINDS].toSorted());
  for (const kind of FIELD_KINDS) expect(FIELD_TYPES[kind].kind).toBe(kind);
});

describe('slots', () => {
  it('keep the order of what they copy', () => {
    const ordered: readonly [FieldKind, fc.Arbitrary<unknown>, (value: unknown) => number][] = [
      ['date', day, (value) => Date.parse(String(value))],
      ['integer', fc.maxSafeInteger(), Number],
      [
        'money',
        minor.map((amount) => ({ amount: decimal(amount, 2), currency: 'CNY' })),
        (value) => Number((value as { amount: string }).amount.replace('.', '')),
      ],
    ];
    for (const [kind, values, rank] of ordered) {
      const slot = (value: unknown): number => {
        const copy = fieldType(kind).slotValue(value, scope);
        return typeof copy === 'string' ? Date.parse(copy) : Number(copy);
      };
      fc.assert(fc.property(values, values, (a, b) => Math.sign(slot(a) - slot(b)) === Math.sign(rank(a) - rank(b))));
    }
  });

  it('are handed out to kinds that can be ordered or looked up', () => {
    const classes = FIELD_KINDS.map((kind) => FIELD_TYPES[kind].index).filter(
      (index): index is SlotClass => index in SLOTS,
    );
    expect(new Set(classes)).toEqual(new Set(Object.keys(SLOTS)));
    expect(FIELD_TYPES.longText.index).toBe('none');
    expect(FIELD_TYPES.tags.index).toBe('values');
  });

  it('leave money of a foreign currency out: there is nothing to compare it by', () => {
    const dollars = { amount: '1.00', currency: 'USD' };
    expect(fieldType('money').slotValue(dollars, scope)).toBeNull();
    expect(fieldType('money').toDocument(dollars, scope)).toEqual({ minor: 100, currency: 'USD', base: null });
  });
});

describe('SQL', () => {
  const key = 'c_abc123';

  it.each([
    ['text', `((r.custom->>'c_abc123') collate "C")`, '$1::text'],
    ['number', `(r.custom->>'c_abc123')::float8`, '$1::float8'],
    ['date', `(r.custom->>'c_abc123')::date`, '$1::date'],
    ['money', `(r.custom->'c_abc123'->>'base')::int8`, '$1::int8'],
    ['address', `((r.custom->'c_abc123'->>'detail') collate "C")`, '$1::text'],
  ] as const)('of a custom %s', (kind, expression, cast) => {
    expect(fieldType(kind).sql?.customExpression('r', key)).toBe(expression);
    expect(fieldType(kind).sql?.castParameter('$1')).toBe(cast);
  });

  it('takes no key that could be more than a key', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !/^[A-Za-z][A-Za-z0-9_]*$/.test(text)),
        (text) => {
          expect(() => fieldType('text').sql?.customExpression('r', text)).toThrow();
        },
      ),
    );
  });
});

it('orders names by their sound', () => {
  const names = ['中国移动', '阿里巴巴', '华为', 'Acme', '百度', '100 号店'];
  const sorted = names.toSorted((a, b) => ((nameSort(a) ?? '') < (nameSort(b) ?? '') ? -1 : 1));
  expect(sorted).toEqual(['100 号店', '阿里巴巴', 'Acme', '百度', '华为', '中国移动']);
  expect(nameSort('')).toBeNull();
});

describe('a rich text', () => {
  const harmful = '<p onclick="x()">您好<script>x()</script></p>';

  it('is written clean, whoever writes it', () => {
    expect(FIELD_TYPES.richText.encode(harmful, scope)).toEqual({ value: '<p>您好</p>' });
    expect(FIELD_TYPES.richText.toDocument(harmful, scope)).toBe('<p>您好</p>');
    expect(FIELD_TYPES.richText.toDocument('<script>x()</script>', scope)).toBeUndefined();
  });

  it('is read clean, whatever was written', () => {
    expect(FIELD_TYPES.richText.decode({ value: harmful })).toBe('<p>您好</p>');
    expect(FIELD_TYPES.richText.fromDocument(harmful)).toBe('<p>您好</p>');
  });
});
