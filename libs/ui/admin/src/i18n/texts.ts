import type { SameKeys, Strings } from '@ruyi/ui/kit';

/** The texts of one screen in both languages; a key that English lacks does not compile. */
export function texts<const T extends Strings>(zh: T, en: SameKeys<T>): { readonly zh: Strings; readonly en: Strings } {
  return { zh, en };
}
