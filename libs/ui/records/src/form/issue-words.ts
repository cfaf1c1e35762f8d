import type { Issue } from '@ruyi/contract/errors';
import type { Locale } from '@ruyi/contract/metadata';
import type { Translate } from '@ruyi/ui/kit';

/** Issues whose key says more than their code and for which the client has words of its own. */
const KNOWN: readonly string[] = [
  'outOfRange.min',
  'outOfRange.max',
  'outOfRange.between',
  'outOfRange.decimals',
  'outOfRange.minLength',
  'outOfRange.minItems',
  'tooLong.items',
  'outOfRange.exactness',
  'invalidType.number',
  'invalidType.integer',
  'invalidType.money',
  'invalidType.date',
  'invalidType.dateTime',
  'patternMismatch.creditCode',
  'patternMismatch.mobile',
  'patternMismatch.telephone',
  'patternMismatch.email',
  'patternMismatch.url',
];

/** What is wrong with a value, in words. */
export function issueWords(t: Translate, issue: Issue, locale: Locale): string {
  if (issue.key === 'patternMismatch.custom') return String(issue.params?.[locale === 'en' ? 'en' : 'zh'] ?? '');
  const key = issue.key && KNOWN.includes(issue.key) ? issue.key.replace('.', '_') : issue.code;
  return t(`records.issue.${key}`, issue.params);
}
