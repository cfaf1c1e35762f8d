import type { Label } from '@ruyi/contract/metadata';
import type { Issue } from '@ruyi/contract/errors';
import { cleanText, codePointLength } from './clean-text.js';
import { isEmptyValue } from './field-value-type.js';
import { accepted, prefixIssues, refused, type ParseResult } from './parse-result.js';
import { isPlainObject } from './plain-object.js';
import { unknownKeyIssues } from './unknown-keys.js';

function readText(input: unknown, path: 'zh' | 'en', max: number): { text: string | null; issues: readonly Issue[] } {
  if (isEmptyValue(input)) return { text: null, issues: [] };
  const cleaned = cleanText(input);
  if (!cleaned.ok) return { text: null, issues: prefixIssues(path, cleaned.issues) };
  if (cleaned.value !== null && codePointLength(cleaned.value) > max) {
    return { text: null, issues: refused('tooLong', { path, params: { max } }).issues };
  }
  return { text: cleaned.value, issues: [] };
}

/** `{zh, en?}`, each up to `max` characters. Chinese is required; without any text the whole is empty. */
export function readLabel(input: unknown, max: number): ParseResult<Label> {
  if (!isPlainObject(input)) return refused('invalidType', { key: 'invalidType.label' });
  const zh = readText(input.zh, 'zh', max);
  const en = readText(input.en, 'en', max);
  const issues = [...unknownKeyIssues(input, ['zh', 'en']), ...zh.issues, ...en.issues];
  if (issues.length > 0) return { ok: false, issues };
  if (zh.text === null) return en.text === null ? accepted<Label>(null) : refused('required', { path: 'zh' });
  return accepted({ zh: zh.text, ...(en.text === null ? {} : { en: en.text }) });
}
