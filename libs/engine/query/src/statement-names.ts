import { createHash } from 'node:crypto';
import type { Statement } from '@ruyi/engine/context';

/** Prepared statements that one connection may come to hold. */
const MOST_NAMES = 500;

const seen = new Set<string>();
const names = new Map<string, string>();

/**
 * Gives a statement a name from its second use on, so that its shape is parsed once per connection; bounded, because a
 * connection never forgets a name.
 */
export function named(text: string, values: readonly unknown[]): Statement {
  const known = names.get(text);
  if (known !== undefined) return { text, values, name: known };
  if (names.size >= MOST_NAMES) return { text, values };
  if (!seen.has(text)) {
    if (seen.size >= MOST_NAMES * 4) seen.clear();
    seen.add(text);
    return { text, values };
  }
  seen.delete(text);
  const name = `q_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
  names.set(text, name);
  return { text, values, name };
}
