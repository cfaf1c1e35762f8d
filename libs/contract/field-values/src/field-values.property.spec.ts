import { FIELD_KINDS, SETTINGS_BY_KIND, type Field, type FieldKind } from '@ruyi/contract/metadata';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { aField, SHANGHAI } from './field-fixture.js';
import { FIELD_VALUE_TYPES } from './field-value-types.js';
import { maskValue } from './mask-value.js';
import { normaliseUnique } from './normalise-unique.js';
import { parseFieldSettings } from './parse-field-settings.js';
import { compareFieldValues, formatFieldValue, isWritableKind, parseFieldValue } from './parse-field-value.js';
import { loadRegions } from './regions/load-regions.js';
import type { ValueEnvironment } from './value-environment.js';

let env: ValueEnvironment;
beforeAll(async () => {
  env = { ...SHANGHAI, regions: await loadRegions(), matchesPattern: () => true, nameOf: (_field, id) => id };
});

const options = ['a', 'b', 'c'].map((key) => ({ key, label: { zh: key }, ...(key === 'c' ? { retired: true } : {}) }));
const field = (kind: FieldKind): Field => aField(kind, { options, pattern: 'x' });

/** Half plausible, half anything: pure noise is refused at the first check. */
const digits = fc.stringMatching(/^[+0-9 ()\-转]{0,24}$/);
const moments = fc.date({ min: new Date('1590-01-01'), max: new Date('3010-01-01'), noInvalidDate: true });
const days = moments.map((date) => date.toISOString().slice(0, 10));
const choices = fc.constantFrom('a', 'b', 'c', '310104', '44', null);
const plausible = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  digits,
  fc.emailAddress(),
  fc.webUrl(),
  fc.uuid(),
  fc.stringMatching(/^(\+86|0086|\+852|0)?[ -]?1[3-9]\d[ -]?\d{4}[ -]?\d{4}$/),
  fc.constantFrom(1, 3, 5, '310104', '441900121', '+86 755-88886666', '2024-01-31', '2024-01-31T08:00'),
  moments.map((date) => date.toISOString()),
  days,
  choices,
  fc.integer({ min: -1, max: 11 }),
  fc.constantFrom(
    'a',
    'c',
    '310104',
    '１３８００１３８０００',
    'www.a.cn',
    '0000-00-00',
    '24:00',
    '\u202eabc',
    'ﷺ',
    '',
    ' ',
  ),
  fc.double(),
  fc.integer(),
  fc.boolean(),
);
const amounts = fc.record(
  { amount: fc.oneof(fc.double(), fc.string(), digits), currency: fc.constantFrom('CNY', 'JPY', 'KWD', 'XYZ') },
  { requiredKeys: [] },
);
const addresses = fc.record(
  { region: plausible, detail: plausible, geo: fc.record({ lng: fc.double(), lat: fc.double() }), start: plausible },
  { requiredKeys: [] },
);
const pairs = fc.oneof(
  fc.record({ start: days, end: days }, { requiredKeys: [] }),
  fc.record({ lng: fc.double({ min: -200, max: 200 }), lat: fc.double({ min: -100, max: 100 }) }),
);
const lists = fc.oneof(
  fc.array(choices, { maxLength: 5 }),
  fc.array(fc.uuid(), { maxLength: 5 }),
  fc.array(plausible, { maxLength: 5 }),
);
const input = fc.oneof(plausible, lists, amounts, addresses, pairs, fc.anything());

describe.each(FIELD_KINDS)('%s, whatever it is given', (kind) => {
  it('never throws, accepts its own canonical values unchanged, and can store and show them', () => {
    fc.assert(
      fc.property(input, (given) => {
        const parsed = parseFieldValue(given, field(kind), env);
        FIELD_VALUE_TYPES[kind].parseOperand(given, field(kind), env);
        if (!parsed.ok) {
          expect(parsed.issues.length).toBeGreaterThan(0);
          return;
        }
        const { value } = parsed;
        const json = JSON.stringify(value);
        expect(JSON.parse(json)).toEqual(value);
        expect(json.includes('\\u0000')).toBe(false);
        expect(json.isWellFormed()).toBe(true);
        if (value === null) return;
        expect(isWritableKind(field(kind))).toBe(true);
        expect(parseFieldValue(value, field(kind), { ...env, previous: value })).toEqual(parsed);
        expect(typeof formatFieldValue(value, field(kind), 'zh-CN', env)).toBe('string');
        expect(compareFieldValues(value, value, field(kind))).toBe(0);
        expect(typeof maskValue(field(kind), value)).toBe('string');
        const norm = normaliseUnique(field(kind), value);
        expect(norm === null ? 0 : norm.length).toBeLessThan(500);
      }),
      { numRuns: 1_500 },
    );
  });

  it('has settings that never throw whatever they are given', () => {
    const settings = fc.dictionary(
      fc.constantFrom(...SETTINGS_BY_KIND[kind], 'bogus', '__proto__'),
      fc.oneof(input, fc.constant({ zh: 'x' })),
      { maxKeys: 6 },
    );
    fc.assert(
      fc.property(fc.oneof(settings, fc.anything()), (json) => {
        const result = parseFieldSettings(kind, json, {
          values: env,
          modules: ['customers'],
          readCondition: () => ({ ok: true, value: { and: [] } }),
          newOptionKey: () => 'o_1',
        });
        if (!result.ok) expect(result.issues.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});
