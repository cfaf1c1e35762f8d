import { createHash } from 'node:crypto';
import type { Statement } from '@ruyi/engine/context';

/** Prepared statements that one connection may come to hold. */
const MOST_READS = 500;

/** Less of those that write: a connection keeps their plans as well, half a mebibyte for the insert of a customer. */
const MOST_WRITES = 100;

/**
 * Gives statements names from their second use on, so that each shape is parsed once per connection; bounded, because a
 * connection never forgets a name.
 */
class StatementNames {
  readonly #seen = new Set<string>();
  readonly #names = new Map<string, string>();

  constructor(private readonly most: number) {}

  named(text: string, values: readonly unknown[]): Statement {
    const known = this.#names.get(text);
    if (known !== undefined) return { text, values, name: known };
    if (this.#names.size >= this.most) return { text, values };
    if (!this.#seen.has(text)) {
      if (this.#seen.size >= this.most * 4) this.#seen.clear();
      this.#seen.add(text);
      return { text, values };
    }
    this.#seen.delete(text);
    const name = `q_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
    this.#names.set(text, name);
    return { text, values, name };
  }
}

const reads = new StatementNames(MOST_READS);
const writes = new StatementNames(MOST_WRITES);

/** A statement that reads, with a name from its second use on. */
export const named = (text: string, values: readonly unknown[]): Statement => reads.named(text, values);

/** A statement that writes a record by its key: from its second use on it is planned once a connection. */
export const namedWrite = (text: string, values: readonly unknown[]): Statement => ({
  ...writes.named(text, values),
  byKey: true,
});
