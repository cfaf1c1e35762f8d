/** Where a name is being written. */
export interface Mention {
  /** Of the @. */
  readonly start: number;
  readonly words: string;
}

/** Names are no longer than this, and hold neither space nor @. */
const BEING_WRITTEN = /@([^\s@]{0,20})$/u;

/** The name that stands before the caret behind an @, or null; none inside an e-mail address. */
export function mentionAt(text: string, caret: number): Mention | null {
  const before = text.slice(0, caret);
  const match = BEING_WRITTEN.exec(before);
  if (!match || /[A-Za-z0-9._-]$/.test(before.slice(0, match.index))) return null;
  return { start: match.index, words: match[1] ?? '' };
}

/** The ids of the names that still stand in the text behind an @. */
export function mentionedIn(text: string, chosen: ReadonlyMap<string, string>): readonly string[] {
  // The longer name first: 张三丰 is not 张三.
  const names = [...chosen.keys()].sort((a, b) => b.length - a.length);
  let left = text;
  const found: string[] = [];
  for (const name of names) {
    if (!left.includes(`@${name}`)) continue;
    left = left.replaceAll(`@${name}`, '');
    found.push(chosen.get(name) ?? '');
  }
  return found;
}
