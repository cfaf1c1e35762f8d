import type { Locale } from '@ruyi/contract/metadata';
import type { DuplicateMatch } from '@ruyi/engine/records';

/** A record that is like another, and whose it is, as far as the reader may know: empty where that is nothing. */
export function describedMatch({ name, ownerName, pooled }: DuplicateMatch, locale: Locale): string {
  const isEnglish = locale === 'en';
  const held = ownerName ?? (pooled ? (isEnglish ? 'in a pool' : '在公海') : null);
  if (held === null) return name ?? '';
  return isEnglish ? `${name} (${held})` : `${name}（${held}）`;
}
