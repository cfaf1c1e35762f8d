import { LRUCache } from 'lru-cache';
import { RE2JS } from 're2js';

/**
 * Instructions of the largest program that a pattern may become. RE2 never goes back, but each character may cost as many
 * steps as the program is long, and `((a?){100}){10}` makes a thousand out of fifteen characters.
 */
const MOST_INSTRUCTIONS = 1_000;
/** Steps that one value may cost, some tenths of a second at the worst: for a text of one line any pattern's are fewer. */
const MOST_STEPS = 1_000_000;

const compiled = new LRUCache<string, RE2JS>({ max: 500 });

/** Whether the pattern is one of RE2, and small enough to be asked about every value. */
export function isPattern(pattern: string): boolean {
  try {
    return RE2JS.compile(pattern).programSize() <= MOST_INSTRUCTIONS;
  } catch {
    return false;
  }
}

/**
 * Whether the whole text matches the tenant's pattern, in bounded time whatever the pattern is. A text that is too long for
 * its pattern does not: what a pattern of that size describes is shorter.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  let expression = compiled.get(pattern);
  if (!expression) {
    expression = RE2JS.compile(pattern);
    compiled.set(pattern, expression);
  }
  return expression.programSize() * text.length <= MOST_STEPS && expression.matches(text);
}
