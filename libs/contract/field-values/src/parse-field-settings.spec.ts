import { SETTINGS_BY_KIND, type FieldKind } from '@ruyi/contract/metadata';
import { describe, expect, it } from 'vitest';
import { SHANGHAI } from './field-fixture.js';
import { parseFieldSettings, parseFieldSettingsPatch } from './parse-field-settings.js';
import type { SettingsEnvironment } from './settings-environment.js';

let made = 0;
const env: SettingsEnvironment = {
  values: { ...SHANGHAI, matchesPattern: (_pattern, text) => text !== 'bad' },
  modules: ['customers', 'contacts'],
  readCondition: (input) =>
    typeof input === 'object'
      ? { ok: true, value: input as never }
      : { ok: false, issues: [{ path: 'and.0', code: 'unknownField' }] },
  isPattern: (pattern) => !pattern.includes('(?='),
  newOptionKey: () => `o_${++made}`,
};
const label = { zh: '渠道' };

function problems(kind: FieldKind, json: unknown): readonly string[] {
  const result = parseFieldSettings(kind, json, env);
  return result.ok ? [] : result.issues.map((issue) => `${issue.path} ${issue.code}`);
}

describe('an admin’s field definition', () => {
  it('keeps what is right and gives new options a key', () => {
    const result = parseFieldSettings(
      'select',
      {
        label: { zh: ' 来源渠道 ', en: 'Channel' },
        required: true,
        indexed: true,
        options: [{ label: { zh: '展会' }, color: '#FF0000' }],
      },
      env,
    );
    expect(result).toEqual({
      ok: true,
      settings: {
        label: { zh: '来源渠道', en: 'Channel' },
        required: true,
        indexed: true,
        options: [{ key: expect.stringMatching(/^o_/), label: { zh: '展会' }, color: '#ff0000' }],
      },
    });
  });

  it.each<[FieldKind, unknown, readonly string[]]>([
    ['text', [], [' malformed']],
    ['text', {}, ['label required']],
    ['text', { label: { en: 'x' } }, ['label.zh required']],
    ['text', { label: 'x' }, ['label invalidType']],
    ['text', { label: { zh: 'x'.repeat(101) } }, ['label.zh tooLong']],
    ['text', { label, bogus: 1, options: [] }, ['bogus unknownKey', 'options unknownKey']],
    ['text', { label, targets: ['customers'] }, ['targets unknownKey']],
    ['text', { label, pattern: '(?=x)' }, ['pattern patternMismatch']],
    ['text', { label, pattern: 'x'.repeat(501) }, ['pattern tooLong']],
    ['text', { label, pattern: 'x', default: 'bad' }, ['default patternMismatch']],
    ['text', { label, minLength: 5, maxLength: 4 }, ['maxLength outOfRange']],
    ['text', { label, maxLength: 501 }, ['maxLength outOfRange']],
    ['number', { label, min: 3, max: 2 }, ['max outOfRange']],
    ['number', { label, max: 2, default: 3 }, ['default outOfRange']],
    ['number', { label, requiredWhen: 1 }, ['requiredWhen.and.0 unknownField']],
    ['formula', { label, readOnlyWhen: {} }, ['readOnlyWhen unknownKey']],
    ['number', { label, min: '2' }, ['min invalidType']],
    ['number', { label, unique: 'yes' }, ['unique invalidType']],
    ['rating', { label, stars: 11 }, ['stars outOfRange']],
    ['money', { label, currency: 'ABC' }, ['currency unknownOption']],
    ['date', { label, min: '2024-02-30' }, ['min invalidType']],
    ['date', { label, default: { expression: 'me' } }, ['default.expression unknownOption']],
    ['reference', { label }, ['target required']],
    ['reference', { label, target: 'roles' }, ['target unknownOption']],
    ['select', { label }, ['options required']],
    [
      'select',
      { label, options: [{ label: { zh: '甲' } }, { label: { zh: '甲' } }] },
      ['options.1.label.zh notUnique'],
    ],
    ['select', { label, options: [{ label: {} }] }, ['options.0.label.zh required']],
    ['select', { label, options: [{ key: 'x', label }] }, ['options.0.key unknownOption']],
    ['select', { label, options: [{ label, color: 'red' }] }, ['options.0.color patternMismatch']],
    ['select', { label, options: Array.from({ length: 10_000 }, () => ({ label })) }, ['options limitReached']],
    ['serial', { label, serial: { format: 'HT-{yyyy}' } }, ['serial.format patternMismatch']],
    ['serial', { label, serial: { format: 'HT-{MM}-{000}', reset: 'month' } }, ['serial.reset patternMismatch']],
  ])('%s %j', (kind, json, expected) => {
    expect(problems(kind, json)).toEqual(expected);
  });

  it('takes every setting that its kind has, and evaluates defaults later', () => {
    expect(problems('user', { label, default: { expression: 'me' } })).toEqual([]);
    expect(problems('serial', { label })).toEqual([]);
    expect(Object.values(SETTINGS_BY_KIND).every((names) => names.includes('label'))).toBe(true);
  });

  it('holds a change against the field that it changes', () => {
    const current = { label, min: 1, max: 5, options: [{ key: 'a', label }] };
    expect(parseFieldSettingsPatch('number', { max: 0 }, current, env)).toMatchObject({ issues: [{ path: 'max' }] });
    expect(parseFieldSettingsPatch('number', { max: null }, current, env)).toEqual({
      ok: true,
      settings: { max: null },
    });
    expect(parseFieldSettingsPatch('number', { label: null }, current, env)).toMatchObject({
      issues: [{ path: 'label' }],
    });
    const renamed = { options: [{ key: 'a', label: { zh: '新名' }, retired: true }] };
    expect(parseFieldSettingsPatch('select', renamed, current, env)).toEqual({ ok: true, settings: renamed });
  });
});
