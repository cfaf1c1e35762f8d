import type { Issue } from '@ruyi/contract/errors';
import type { Option } from '@ruyi/contract/metadata';
import { isEmptyValue } from './field-value-type.js';
import { accepted, prefixIssues, refused, type ParseResult } from './parse-result.js';
import { isPlainObject } from './plain-object.js';
import { readLabel } from './read-label.js';
import { SETTINGS_LIMITS, type SettingsEnvironment } from './settings-environment.js';
import { unknownKeyIssues } from './unknown-keys.js';

const COLOR = /^#[0-9a-f]{6}$/;
const KEYS = ['key', 'label', 'color', 'retired', 'replacedBy'];

interface OptionSource {
  readonly current: readonly Option[];
  readonly env: SettingsEnvironment;
}

function readKey(input: unknown, { current, env }: OptionSource): ParseResult<string> {
  if (isEmptyValue(input)) return accepted(env.newOptionKey());
  if (typeof input !== 'string') return refused('invalidType', { path: 'key', key: 'invalidType.text' });
  return current.some(({ key }) => key === input) ? accepted(input) : refused('unknownOption', { path: 'key' });
}

function readColor(input: unknown): ParseResult<string> {
  if (isEmptyValue(input)) return accepted<string>(null);
  if (typeof input !== 'string') return refused('invalidType', { path: 'color', key: 'invalidType.text' });
  const color = input.trim().toLowerCase();
  return COLOR.test(color)
    ? accepted(color)
    : refused('patternMismatch', { path: 'color', key: 'patternMismatch.color' });
}

function readReplacement(input: unknown, { current }: OptionSource): ParseResult<string> {
  if (isEmptyValue(input)) return accepted<string>(null);
  const known = typeof input === 'string' && current.some(({ key }) => key === input);
  return known ? accepted(input) : refused('unknownOption', { path: 'replacedBy' });
}

function readOption(input: unknown, source: OptionSource): ParseResult<Option> {
  if (!isPlainObject(input)) return refused('invalidType', { key: 'invalidType.optionDefinition' });
  const label = isEmptyValue(input.label) ? accepted(null) : readLabel(input.label, SETTINGS_LIMITS.label);
  const color = readColor(input.color);
  const replacedBy = readReplacement(input.replacedBy, source);
  const key = readKey(input.key, source);
  const retired = input.retired ?? false;
  const issues: Issue[] = [
    ...unknownKeyIssues(input, KEYS),
    ...(label.ok ? [] : prefixIssues('label', label.issues)),
    ...(label.ok && label.value === null ? refused('required', { path: 'label.zh' }).issues : []),
    ...(color.ok ? [] : color.issues),
    ...(replacedBy.ok ? [] : replacedBy.issues),
    ...(key.ok ? [] : key.issues),
    ...(typeof retired === 'boolean'
      ? []
      : refused('invalidType', { path: 'retired', key: 'invalidType.boolean' }).issues),
  ];
  if (issues.length > 0 || !label.ok || !color.ok || !key.ok || !replacedBy.ok || !label.value || !key.value) {
    return { ok: false, issues };
  }
  return accepted({
    key: key.value,
    label: label.value,
    ...(color.value ? { color: color.value } : {}),
    ...(retired === true ? { retired: true, ...(replacedBy.value ? { replacedBy: replacedBy.value } : {}) } : {}),
  });
}

function repeated(options: readonly Option[]): readonly Issue[] {
  const keys = new Set<string>();
  const labels = new Set<string>();
  return options.flatMap((option, index): readonly Issue[] => {
    const issues = [
      ...(keys.has(option.key) ? refused('notUnique', { path: `${index}.key` }).issues : []),
      ...(!option.retired && labels.has(option.label.zh)
        ? refused('notUnique', { path: `${index}.label.zh` }).issues
        : []),
    ];
    keys.add(option.key);
    if (!option.retired) labels.add(option.label.zh);
    return issues;
  });
}

/** The options of a select as an admin sends them: those with a key are the field's own, the others are new and get one. */
export function readOptions(input: unknown, source: OptionSource): ParseResult<readonly Option[]> {
  if (!Array.isArray(input)) return refused('invalidType', { key: 'invalidType.list' });
  const max = SETTINGS_LIMITS.options;
  if (input.length > max) return refused('limitReached', { key: 'limitReached.options', params: { max } });
  const options: Option[] = [];
  const issues: Issue[] = [];
  input.forEach((item: unknown, index) => {
    const option = readOption(item, source);
    if (!option.ok) issues.push(...prefixIssues(index, option.issues));
    else if (option.value) options.push(option.value);
  });
  const wrong = issues.length > 0 ? issues : repeated(options);
  return wrong.length > 0 ? { ok: false, issues: wrong.slice(0, 50) } : accepted(options);
}
