import { setImmediate } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { cleanMail } from '@ruyi/engine/rich-text';

/** Characters of texts and their outcomes that are remembered. */
const REMEMBERED = 4_000_000;

/**
 * Mails of templates as they are given out: clean, whatever version wrote them. A long one takes a tenth of a second, and
 * a company may have five hundred: each is cleaned once a process, and others have their turn in between.
 */
export class StoredMails {
  readonly #known = new LRUCache<string, string>({
    maxSize: REMEMBERED,
    sizeCalculation: (cleaned, html) => cleaned.length + html.length + 1,
  });

  async clean(html: string): Promise<string> {
    const known = this.#known.get(html);
    if (known !== undefined) return known;
    await setImmediate();
    const cleaned = cleanMail(html);
    this.#known.set(html, cleaned);
    return cleaned;
  }
}
