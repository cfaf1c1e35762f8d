import type { Issue } from '@ruyi/contract/errors';

/** One issue for each key that is not in `known`; nothing is dropped in silence. Names are cut: they come from outside. */
export function unknownKeyIssues(
  object: Readonly<Record<string, unknown>>,
  known: readonly string[],
): readonly Issue[] {
  return Object.keys(object)
    .filter((key) => !known.includes(key))
    .slice(0, 20)
    .map((key) => ({ path: key.toWellFormed().slice(0, 100), code: 'unknownKey' as const }));
}
