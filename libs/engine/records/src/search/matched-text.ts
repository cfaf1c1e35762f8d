import { queryNumber } from './query-number.js';
import { exactSpellings, wholeText } from './exact-tokens.js';
import { foldText, runsOf } from './fold-text.js';
import { BETWEEN, readingOf } from './search-tokens.js';

/** How a query stands in a text. */
export type MatchedAs = 'whole' | 'start' | 'part' | 'pinyin';

/** Where a query stands in a text. */
export interface MatchedText {
  readonly as: MatchedAs;
  /** From and to, in UTF-16 units of the text; in order, apart from each other. */
  readonly marks: readonly (readonly [number, number])[];
  /** How many words of the query stand in the text. */
  readonly words: number;
}

/** A character of the folded text, and where it comes from. */
interface Folded {
  readonly character: string;
  readonly from: number;
  readonly to: number;
}

type Mark = readonly [number, number];

/**
 * Where a query stands in a text that the search has found by it: as it is typed, as a number whatever stands between its
 * digits, or as pinyin or initials of Chinese characters. Null: not in this text.
 */
export function matchedText(text: string, query: string): MatchedText | null {
  const characters = foldedCharacters(text);
  const digits = characters.filter(({ character }) => /\d/.test(character));
  const whole = wholeText(query.trim());
  const number = queryNumber(query);
  const spellings = exactSpellings(query.trim());
  const equal = exactSpellings(text).some((spelling) => spelling === number || spellings.includes(spelling));
  if (equal) return { as: 'whole', marks: [[0, text.length]], words: 1 };
  const asNumber = number === null ? null : placeIn(digits, number);
  if (asNumber) return { as: 'part', marks: [asNumber], words: 1 };

  const { han, words } = runsOf(foldText(query));
  const wanted = [...han, ...words];
  let read = false;
  const marks = wanted.flatMap((word): Mark[] => {
    const place = placeIn(characters, word) ?? (/^\d{4,}$/.test(word) ? placeIn(digits, word) : null);
    if (place) return [place];
    const spoken = /^\p{L}+$/u.test(word) ? placeOfReading(characters, word) : null;
    if (spoken) read = true;
    return spoken ? [spoken] : [];
  });
  if (marks.length === 0) return null;
  const as = read ? 'pinyin' : wholeText(text).startsWith(whole) ? 'start' : 'part';
  return { as, marks: apart(marks), words: marks.length };
}

function foldedCharacters(text: string): Folded[] {
  const characters: Folded[] = [];
  let from = 0;
  for (const each of text) {
    const to = from + each.length;
    for (const character of foldText(each)) characters.push({ character, from, to });
    from = to;
  }
  return characters;
}

/** Where these characters follow each other. */
function placeIn(characters: readonly Folded[], word: string): Mark | null {
  const wanted = [...word];
  const last = characters.length - wanted.length;
  for (let start = 0; start <= last; start += 1)
    if (wanted.every((character, index) => characters[start + index]?.character === character))
      return span(characters, start, start + wanted.length - 1);
  return null;
}

/** The Chinese characters whose pinyin, or initials, the word is part of; brackets between them are passed over. */
function placeOfReading(characters: readonly Folded[], word: string): Mark | null {
  const joined = characters.filter(({ character }) => !new RegExp(BETWEEN.source, 'u').test(character));
  let at = 0;
  while (at < joined.length) {
    const isHan = ({ character }: Folded): boolean => /\p{Script=Han}/u.test(character);
    const end = joined.findIndex((each, index) => index >= at && !isHan(each));
    const run = joined.slice(at, end === -1 ? undefined : end);
    const place = run.length === 0 ? null : placeInRun(run, word);
    if (place) return place;
    at += run.length + 1;
  }
  return null;
}

function placeInRun(run: readonly Folded[], word: string): Mark | null {
  const { syllables, initials } = readingOf(run.map(({ character }) => character).join(''));
  const initial = initials.join('').indexOf(word);
  if (initial >= 0) return span(run, initial, initial + word.length - 1);
  const from = syllables.join('').indexOf(word);
  if (from < 0) return null;
  const syllableAt = (place: number): number => {
    let passed = 0;
    return syllables.findIndex((syllable) => (passed += syllable.length) > place);
  };
  return span(run, syllableAt(from), syllableAt(from + word.length - 1));
}

function span(characters: readonly Folded[], first: number, last: number): Mark | null {
  const [start, end] = [characters[first], characters[last]];
  return start && end ? [start.from, end.to] : null;
}

/** In order; marks that touch are one. */
function apart(marks: readonly Mark[]): Mark[] {
  const joined: Mark[] = [];
  for (const mark of marks.toSorted(([a], [b]) => a - b)) {
    const before = joined.at(-1);
    if (before && mark[0] <= before[1]) joined[joined.length - 1] = [before[0], Math.max(before[1], mark[1])];
    else joined.push(mark);
  }
  return joined;
}
