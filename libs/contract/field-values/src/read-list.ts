import type { Issue } from '@ruyi/contract/errors';
import type { Field } from '@ruyi/contract/metadata';
import { accepted, prefixIssues, refused, type ParseResult } from './parse-result.js';

export interface ListRules {
  read(item: unknown): ParseResult<string>;
  /** The most items, unless the field allows fewer. */
  readonly most: number;
  readonly field: Field;
}

/** Reads a list of texts: each item by its own rule, empty ones and repetitions left out, then counted. */
export function readList(input: unknown, rules: ListRules): ParseResult<readonly string[]> {
  if (!Array.isArray(input)) return refused('invalidType', { key: 'invalidType.list' });
  const max = Math.min(rules.field.maxLength ?? rules.most, rules.most);
  // Repetitions are forgiven, a list that is ten times too long is not read.
  if (input.length > max * 10 + 100) return refused('tooLong', { key: 'tooLong.items', params: { max } });
  const items = new Set<string>();
  const issues: Issue[] = [];
  input.forEach((item: unknown, index) => {
    const read = rules.read(item);
    if (!read.ok) issues.push(...prefixIssues(index, read.issues));
    else if (read.value !== null) items.add(read.value);
  });
  if (issues.length > 0) return { ok: false, issues: issues.slice(0, 50) };
  if (items.size > max) return refused('tooLong', { key: 'tooLong.items', params: { max } });
  const min = rules.field.minLength ?? 0;
  if (items.size > 0 && items.size < min) return refused('outOfRange', { key: 'outOfRange.minItems', params: { min } });
  return accepted(items.size === 0 ? null : [...items]);
}
