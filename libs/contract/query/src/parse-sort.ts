import type { Issue } from '@ruyi/contract/errors';
import { isPlainObject, joinPath, prefixIssues, refused, unknownKeyIssues } from '@ruyi/contract/field-values';
import type { SortKey } from '@ruyi/contract/metadata';

export type SortResult =
  { readonly ok: true; readonly sort: readonly SortKey[] } | { readonly ok: false; readonly issues: readonly Issue[] };

/** A list is sorted by one field, and one more among equals. */
export const SORT_KEYS = 2;

const FIELD = /^[A-Za-z_]\w{0,62}(?:\.[A-Za-z_]\w{0,62}){0,9}$/;

/** `-amount,name`, or a list of {@link SortKey}s as views keep it; empty input is no sort. Whether fields exist is not asked. */
export function parseSort(input: unknown, path = 'sort'): SortResult {
  if (input === undefined || input === null || input === '') return { ok: true, sort: [] };
  if (typeof input === 'string')
    return finish(input.split(',', SORT_KEYS + 2).map(fromText), path, input.includes(',') ? path : '');
  if (!Array.isArray(input)) return refused('invalidType', { path, key: 'invalidType.sort' });
  if (input.length > SORT_KEYS) return tooMany(path);
  const issues: Issue[] = input.flatMap((item: unknown, index) =>
    shapeIssues(item).map((issue) => ({ ...issue, path: joinPath(path, index, issue.path) })),
  );
  return issues.length > 0 ? { ok: false, issues } : finish(input as readonly SortKey[], path, path);
}

function fromText(part: string): SortKey {
  const text = part.trim();
  return text.startsWith('-') ? { field: text.slice(1), descending: true } : { field: text };
}

function shapeIssues(item: unknown): readonly Issue[] {
  if (!isPlainObject(item)) return refused('invalidType', { key: 'invalidType.sort' }).issues;
  const field =
    typeof item.field === 'string' ? [] : refused('invalidType', { path: 'field', key: 'invalidType.text' }).issues;
  const fits = item.descending === undefined || typeof item.descending === 'boolean';
  const descending = fits ? [] : refused('invalidType', { path: 'descending', key: 'invalidType.boolean' }).issues;
  return [...unknownKeyIssues(item, ['field', 'descending']), ...field, ...descending];
}

function finish(keys: readonly SortKey[], path: string, indexed: string): SortResult {
  if (keys.length > SORT_KEYS) return tooMany(path);
  const seen = new Set<string>();
  const issues: Issue[] = [];
  keys.forEach(({ field }, index) => {
    const at = indexed === '' ? path : joinPath(path, index);
    if (!FIELD.test(field)) issues.push(...prefixIssues(at, refused('unknownField').issues));
    else if (seen.has(field)) issues.push(...prefixIssues(at, refused('notUnique', { key: 'notUnique.sort' }).issues));
    seen.add(field);
  });
  if (issues.length > 0) return { ok: false, issues };
  return { ok: true, sort: keys.map(({ field, descending }) => (descending ? { field, descending } : { field })) };
}

function tooMany(path: string): SortResult {
  return refused('limitReached', { path, key: 'limitReached.sort', params: { max: SORT_KEYS } });
}
