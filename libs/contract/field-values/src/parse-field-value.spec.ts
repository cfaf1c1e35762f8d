import type { FieldKind, FieldSettings } from '@ruyi/contract/metadata';
import { describe, expect, it } from 'vitest';
import { aField, SHANGHAI } from './field-fixture.js';
import { parseFieldValue } from './parse-field-value.js';
import type { ValueEnvironment } from './value-environment.js';

function parsed(
  type: FieldKind,
  input: unknown,
  settings: Partial<FieldSettings> = {},
  env: ValueEnvironment = SHANGHAI,
) {
  const result = parseFieldValue(input, aField(type, settings), env);
  return result.ok
    ? result.value
    : result.issues.map(({ path, code }) => (path ? `${path}: ${code}` : code)).join(', ');
}

const id = '018f3c5e-7b7a-7c3d-9f00-0123456789ab';
const options = [
  { key: 'it', label: { zh: '互联网' } },
  { key: 'old', label: { zh: '旧' }, retired: true },
];

describe('a field value is coerced and checked by its kind', () => {
  it.each<[FieldKind, unknown, Partial<FieldSettings>, unknown]>([
    ['text', '  如意\u200b ', {}, '如意'],
    ['text', 'e\u0301', {}, 'é'],
    ['text', 'مرحبا 👩‍👩‍👧', {}, 'مرحبا 👩‍👩‍👧'],
    ['text', '   ', { required: true }, 'required'],
    ['text', 12, {}, 'invalidType'],
    ['text', 'a\u0000b', {}, 'patternMismatch'],
    ['text', 'a\ud800', {}, 'patternMismatch'],
    ['text', '👍'.repeat(255), {}, '👍'.repeat(255)],
    ['text', '👍'.repeat(256), {}, 'tooLong'],
    ['text', 'x'.repeat(10_000), { maxLength: 9_999 }, 'tooLong'],
    ['text', 'ab', { minLength: 3 }, 'outOfRange'],
    ['text', '91350100m000100y43', { format: 'creditCode' }, '91350100M000100Y43'],
    ['text', '91350100M000100Y44', { format: 'creditCode' }, 'patternMismatch'],
    ['longText', 'a\r\nb\tc', {}, 'a\nb\tc'],
    ['number', 1.5, {}, 1.5],
    ['number', -0, {}, 0],
    ['number', '1.5', {}, 'invalidType'],
    ['number', Number.NaN, {}, 'invalidType'],
    ['number', 2 ** 53, {}, 'outOfRange'],
    ['number', 1.234, { decimals: 2 }, 'outOfRange'],
    ['number', 1e-7, { decimals: 6 }, 'outOfRange'],
    ['number', 5, { max: 4 }, 'outOfRange'],
    ['integer', 1.5, {}, 'invalidType'],
    ['percent', 12.5, {}, 12.5],
    ['rating', 5, {}, 5],
    ['rating', 4, { stars: 3 }, 'outOfRange'],
    ['rating', 0, {}, 'outOfRange'],
    ['boolean', false, { required: true }, false],
    ['boolean', 'true', {}, 'invalidType'],
    ['money', 12.3, {}, { amount: '12.30', currency: 'CNY' }],
    ['money', { amount: '-0.05' }, {}, { amount: '-0.05', currency: 'CNY' }],
    ['money', { amount: '100', currency: 'JPY' }, {}, { amount: '100', currency: 'JPY' }],
    ['money', { amount: '1.2345', currency: 'KWD' }, {}, 'amount: outOfRange'],
    ['money', { amount: '1.500', currency: 'CNY' }, {}, { amount: '1.50', currency: 'CNY' }],
    ['money', { amount: '90071992547409.92' }, {}, 'amount: outOfRange'],
    ['money', { amount: '90071992547409.91' }, {}, { amount: '90071992547409.91', currency: 'CNY' }],
    ['money', { amount: '1', currency: 'XXX' }, {}, 'currency: unknownOption'],
    ['money', { amount: '1', note: 2 }, {}, 'note: unknownKey'],
    ['money', 1e300, {}, 'outOfRange'],
    ['money', 'many', {}, 'invalidType'],
    ['select', 'it', { options }, 'it'],
    ['select', 'old', { options }, 'unknownOption'],
    ['select', 'nope', { options }, 'unknownOption'],
    ['multiSelect', ['it', 'it'], { options }, ['it']],
    ['multiSelect', ['it', 'nope'], { options }, '1: unknownOption'],
    ['multiSelect', [], { options, required: true }, 'required'],
    ['tags', [' a ', 'a', ''], {}, ['a']],
    ['tags', ['x'.repeat(41)], {}, '0: tooLong'],
    ['tags', Array.from({ length: 51 }, (_, index) => `t${index}`), {}, 'tooLong'],
    ['date', '2024-02-29', {}, '2024-02-29'],
    ['date', '2023-02-29', {}, 'invalidType'],
    ['date', '0000-01-01', {}, 'outOfRange'],
    ['date', '9999-12-31', {}, 'outOfRange'],
    ['date', '2024-01-01', { min: '2024-01-02' }, 'outOfRange'],
    ['dateTime', '2024-03-01T08:00:00+08:00', {}, '2024-03-01T00:00:00.000Z'],
    ['dateTime', '2024-03-01T08:00', {}, '2024-03-01T00:00:00.000Z'],
    ['dateTime', '2024-03-01T24:00', {}, 'invalidType'],
    ['dateTime', '2024-03-01', {}, 'invalidType'],
    ['mobile', '＋86 138-0013-8000', {}, '13800138000'],
    ['mobile', '008613800138000', {}, '13800138000'],
    ['mobile', '12800138000', {}, 'patternMismatch'],
    ['mobile', '+852 9123 4567', {}, '+85291234567'],
    ['mobile', '00886 0912 345 678', {}, '+886912345678'],
    ['telephone', '(021) 5888 8888 转 801', {}, '021-58888888-801'],
    ['telephone', '021-5888888-8', {}, '021-5888888-8'],
    ['telephone', '+86 755 88886666', {}, '0755-88886666'],
    ['telephone', '4008001234', {}, '400-800-1234'],
    ['telephone', '010-12345678', {}, '010-12345678'],
    ['telephone', '021-123', {}, 'patternMismatch'],
    ['telephone', '+852 2345 6789', {}, '+85223456789'],
    ['telephone', '13800138000', {}, '13800138000'],
    ['telephone', '95588', {}, '95588'],
    ['email', 'Ann@Example.com', {}, 'Ann@Example.com'],
    ['email', '<ann@example.com>', {}, 'patternMismatch'],
    ['email', 'ann@example', {}, 'patternMismatch'],
    ['url', 'www.example.cn/公司', {}, 'https://www.example.cn/公司'],
    ['url', 'javascript:alert(1)', {}, 'patternMismatch'],
    ['url', '1', {}, 'patternMismatch'],
    ['url', 'https://bank.cn@evil.cn/', {}, 'patternMismatch'],
    ['url', 'HTTP://例子.中国:8080/a?b=c', {}, 'HTTP://例子.中国:8080/a?b=c'],
    ['url', 'ftp://a.cn', {}, 'patternMismatch'],
    ['url', 'JAVASCRIPT://x.cn/%0aalert(1)', {}, 'patternMismatch'],
    ['region', '310104', {}, '310104'],
    ['region', '31', {}, 'patternMismatch'],
    ['address', '南京路1号', {}, { region: null, detail: '南京路1号' }],
    ['address', { region: '310104', detail: 'x', geo: { lng: 181, lat: 0 } }, {}, 'geo.lng: outOfRange'],
    ['address', { street: 'x' }, {}, 'street: unknownKey'],
    ['user', id.toUpperCase(), {}, id],
    ['user', 'ann', {}, 'invalidType'],
    ['reference', { module: 'customers', id }, { targets: ['customers'] }, { module: 'customers', id }],
    ['reference', { module: 'roles', id }, { targets: ['customers'] }, 'module: unknownOption'],
    ['files', [id, 'x'], {}, '1: invalidType'],
    ['serial', 'HT-1', {}, 'notAllowed'],
    ['formula', 1, {}, 'notAllowed'],
  ])('%s %j with %j', (type, input, settings, expected) => {
    expect(parsed(type, input, settings)).toEqual(expected);
  });

  it('keeps a retired option on the record that has it', () => {
    expect(parsed('select', 'old', { options }, { ...SHANGHAI, previous: 'old' })).toBe('old');
    expect(parsed('multiSelect', ['it', 'old'], { options }, { ...SHANGHAI, previous: ['old'] })).toEqual([
      'it',
      'old',
    ]);
  });

  it('asks the environment, and never RegExp, about a tenant’s pattern', () => {
    const asked: string[] = [];
    const env: ValueEnvironment = {
      ...SHANGHAI,
      matchesPattern(pattern, text) {
        asked.push(`${pattern} ${text}`);
        return false;
      },
    };
    expect(parsed('text', 'aaaa', { pattern: '(a+)+$' }, env)).toBe('patternMismatch');
    expect(asked).toEqual(['(a+)+$ aaaa']);
  });

  it('refuses a region that the data do not have', () => {
    const regions = { has: (code: string) => code === '310104', displayName: () => undefined };
    expect(parsed('region', '310999', {}, { ...SHANGHAI, regions })).toBe('unknownOption');
    expect(parsed('address', { region: '310999' }, {}, { ...SHANGHAI, regions })).toBe('region: unknownOption');
  });
});
