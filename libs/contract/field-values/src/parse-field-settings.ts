import type { Issue } from '@ruyi/contract/errors';
import { SETTINGS_BY_KIND, type FieldKind, type FieldSettings, type SettingName } from '@ruyi/contract/metadata';
import { isEmptyValue } from './field-value-type.js';
import { parseFieldValue } from './parse-field-value.js';
import { accepted, prefixIssues, refused } from './parse-result.js';
import { isPlainObject } from './plain-object.js';
import { STANDARD_SERIAL } from './read-serial-rule.js';
import { fieldOf, isDefaultExpression, SETTING_READERS } from './setting-readers.js';
import type { SettingsEnvironment } from './settings-environment.js';
import { unknownKeyIssues } from './unknown-keys.js';

/** Changes of some settings; null takes a setting away. */
export type FieldSettingsPatch = { readonly [K in keyof FieldSettings]?: FieldSettings[K] | null };

export type SettingsResult<T> =
  { readonly ok: true; readonly settings: T } | { readonly ok: false; readonly issues: readonly Issue[] };

/** A new field's settings as an admin sent them (without `type`), complete and consistent. */
export function parseFieldSettings(
  kind: FieldKind,
  json: unknown,
  env: SettingsEnvironment,
): SettingsResult<FieldSettings> {
  const patch = readSettings(kind, json, {}, env);
  if (!patch.ok) return patch;
  const settings = merge({}, patch.settings);
  const complete = kind === 'serial' && !settings.serial ? { ...settings, serial: STANDARD_SERIAL } : settings;
  const issues = [...missing(kind, complete), ...contradictions(kind, complete, env)];
  return issues.length > 0 ? { ok: false, issues } : { ok: true, settings: complete as FieldSettings };
}

/** Changes of a field's settings; refused when the field that results would not be consistent. */
export function parseFieldSettingsPatch(
  kind: FieldKind,
  json: unknown,
  current: FieldSettings,
  env: SettingsEnvironment,
): SettingsResult<FieldSettingsPatch> {
  const patch = readSettings(kind, json, current, env);
  if (!patch.ok) return patch;
  const settings = merge(current, patch.settings);
  const issues = [...missing(kind, settings), ...contradictions(kind, settings, env)];
  return issues.length > 0 ? { ok: false, issues } : patch;
}

function merge(current: Partial<FieldSettings>, patch: FieldSettingsPatch): Partial<FieldSettings> {
  const merged = Object.entries({ ...current, ...patch }).filter(([, value]) => value !== null);
  return Object.fromEntries(merged) as Partial<FieldSettings>;
}

function readSettings(
  kind: FieldKind,
  json: unknown,
  current: Partial<FieldSettings>,
  env: SettingsEnvironment,
): SettingsResult<FieldSettingsPatch> {
  if (!isPlainObject(json)) return refused('malformed');
  const names = SETTINGS_BY_KIND[kind].filter((name) => name !== 'targets');
  const issues: Issue[] = [...unsupported(json, names)];
  const settings: [SettingName, unknown][] = [];
  for (const name of names) {
    const input = json[name];
    if (input === undefined) continue;
    const read = isEmptyValue(input) ? accepted(null) : SETTING_READERS[name](input, { kind, current, env });
    if (!read.ok) issues.push(...prefixIssues(name, read.issues));
    else settings.push([name, read.value]);
  }
  if (issues.length > 0) return { ok: false, issues };
  return { ok: true, settings: Object.fromEntries(settings) as FieldSettingsPatch };
}

const FLAGS: ReadonlySet<string> = new Set<SettingName>(['required', 'unique', 'indexed']);

/** Keys of other kinds. A kind without uniqueness is not unique, so `unique: false` says nothing wrong. */
function unsupported(json: Readonly<Record<string, unknown>>, names: readonly SettingName[]): readonly Issue[] {
  const said = Object.fromEntries(Object.entries(json).filter(([key, value]) => !(FLAGS.has(key) && value === false)));
  return [
    ...unknownKeyIssues(said, [...names, ...FLAGS]),
    ...Object.keys(said)
      .filter((key) => FLAGS.has(key) && !(names as readonly string[]).includes(key) && !isEmptyValue(said[key]))
      .map((path) => ({ path, code: 'notAllowed' as const, key: 'invalid' as const })),
  ];
}

/** What a kind cannot do without. */
function missing(kind: FieldKind, settings: Partial<FieldSettings>): readonly Issue[] {
  const needed: readonly (readonly [path: string, has: boolean])[] = [
    ['label', settings.label !== undefined],
    ['options', (kind !== 'select' && kind !== 'multiSelect') || !isEmptyValue(settings.options)],
    ['target', (kind !== 'reference' && kind !== 'references') || !!settings.target || !!settings.targets],
  ];
  return needed.filter(([, has]) => !has).map(([path]) => ({ path, code: 'required' as const }));
}

/** Settings that are right one by one and wrong together. */
function contradictions(kind: FieldKind, settings: Partial<FieldSettings>, env: SettingsEnvironment): readonly Issue[] {
  const { min, max, minLength, maxLength } = settings;
  const issues: Issue[] = [];
  if (min !== undefined && max !== undefined && min > max) issues.push(...tooSmall('max', min));
  if (minLength !== undefined && maxLength !== undefined && minLength > maxLength)
    issues.push(...tooSmall('maxLength', minLength));
  const fixed = settings.default;
  if (issues.length === 0 && !isEmptyValue(fixed) && !isDefaultExpression(fixed)) {
    const read = parseFieldValue(fixed, fieldOf(kind, settings), env.values);
    if (!read.ok) issues.push(...prefixIssues('default', read.issues));
  }
  return issues;
}

function tooSmall(path: string, min: number | string): readonly Issue[] {
  return refused('outOfRange', { path, key: 'outOfRange.min', params: { min } }).issues;
}
