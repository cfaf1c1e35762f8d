/** One spelling for what people take for the same: full-width and half-width, upper and lower case. */
export function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Runs of Chinese characters, of latin letters and digits, in a folded text. */
export function runsOf(folded: string): { readonly han: readonly string[]; readonly words: readonly string[] } {
  return {
    han: folded.match(/\p{Script=Han}+/gu) ?? [],
    words: folded.match(/(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu) ?? [],
  };
}

const ONE_UNIT_EACH = /^\p{ASCII}*$/u;

/** As {@link sequences}, of the characters of a text. */
export function sequencesIn(text: string, size: number): string[] {
  if (!ONE_UNIT_EACH.test(text)) return sequences([...text], size);
  const found: string[] = [];
  for (let start = 0; start + size <= text.length; start += 1) found.push(text.slice(start, start + size));
  return found;
}

/** Every sequence of `size` characters, in order; none of a shorter text. */
export function sequences(characters: readonly string[], size: number): string[] {
  const found: string[] = [];
  for (let start = 0; start + size <= characters.length; start += 1)
    found.push(characters.slice(start, start + size).join(''));
  return found;
}
