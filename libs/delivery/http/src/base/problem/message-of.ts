import type { Issue } from '@ruyi/contract/errors';
import type { Locale } from '@ruyi/contract/metadata';

/** stand-in until the catalogue is there */
export function messageOf(issue: Pick<Issue, 'code' | 'key' | 'params'>, _locale: Locale): string {
  return issue.key ?? issue.code;
}
