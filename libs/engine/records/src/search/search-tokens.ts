import { pinyin } from 'pinyin-pro';
import { syllablesOf } from '@ruyi/engine/field-types';
import { foldText, runsOf, sequences, sequencesIn } from './fold-text.js';

/** Characters of a text that are looked at; what comes later is not found. */
export const INDEXED_LENGTH = 200;

/**
 * Classes of tokens: `h` Chinese characters by one and by two, `i` initials of their pinyin by two, `p` letters (of pinyin
 * and of words) by three, `w` words by their first two letters, `d` digits by four.
 */
export const TOKEN = { han: 'h', initials: 'i', letters: 'p', word: 'w', digits: 'd' } as const;

/** What a text is found by: tokens that lead to it, and the lines that a word has to stand in. */
export interface SearchEntry {
  readonly tokens: readonly string[];
  /** The folded text; its digits; then the same without what stands between characters, pinyin, initials. A line each. */
  readonly lines: string;
}

/** Brackets, dots and spaces between Chinese characters. */
export const BETWEEN = /[\s()[\]{}<>【】《》「」·・.,，。、_-]/gu;

/** Tokens and lines of one text. */
export function searchEntry(text: string): SearchEntry {
  const folded = foldText(text.length > INDEXED_LENGTH ? [...text].slice(0, INDEXED_LENGTH).join('') : text);
  const { han, words } = runsOf(folded);
  // 杭州（龙井）茶叶 is found by 杭州龙井 as well: what stands between the characters of a name is not part of it.
  const joined = runsOf(folded.replace(BETWEEN, '')).han.filter((run) => !han.includes(run));
  const readings = [...han, ...joined].map(readingOf);
  return {
    tokens: [...new Set([...readings.flatMap(hanTokens), ...words.flatMap(wordTokens), ...digitTokens(folded)])],
    lines: [
      // A line's end in the text would make two of one.
      folded.replace(/\s+/g, ' '),
      numbersOf(folded).join(' '),
      ...joined,
      ...readings.flatMap(({ syllables, initials }) => [syllables.join(''), initials.join('')]),
    ].join('\n'),
  };
}

/** What a text is found by. */
export function searchTokens(text: string): readonly string[] {
  return searchEntry(text).tokens;
}

/** How a run of Chinese characters is read aloud, character by character. */
export interface Reading {
  readonly characters: readonly string[];
  readonly syllables: readonly string[];
  readonly initials: readonly string[];
}

export function readingOf(run: string): Reading {
  const characters = [...run];
  const read = syllablesOf(run);
  // Characters that nobody can read aloud stand together there.
  const syllables =
    read.length === characters.length
      ? read
      : pinyin(run, { toneType: 'none', type: 'array', v: true }).map((syllable) => syllable.toLowerCase());
  return { characters, syllables, initials: syllables.map((syllable) => syllable.charAt(0)) };
}

function hanTokens({ characters, syllables, initials }: Reading): string[] {
  return [
    ...characters.map((character) => `${TOKEN.han}${character}`),
    ...sequences(characters, 2).map((pair) => `${TOKEN.han}${pair}`),
    ...sequences(initials, 2).map((pair) => `${TOKEN.initials}${pair}`),
    ...letterTokens(syllables.join('')),
  ];
}

function wordTokens(word: string): string[] {
  if (/^\d{4,}$/.test(word)) return [];
  const start = [...word].slice(0, 2).join('');
  return start === word ? letterTokens(word) : [...letterTokens(word), `${TOKEN.word}${start}`];
}

/** Longer than two: by three; short ones whole. */
export function letterTokens(word: string): string[] {
  const parts = sequencesIn(word, 3);
  return parts.length > 0 ? parts.map((part) => `${TOKEN.letters}${part}`) : [`${TOKEN.word}${word}`];
}

/** Digits with what people put between them taken out: 138-1234 8000 is found by 8000 and by 1234. */
export function digitTokens(folded: string): string[] {
  return numbersOf(folded).flatMap((number) => sequencesIn(number, 4).map((part) => `${TOKEN.digits}${part}`));
}

/** The numbers of a folded text, each without what people put between its digits. */
export function numbersOf(folded: string): string[] {
  return (folded.match(/\d(?:[\d\s().-]*\d)?/g) ?? []).map((number) => number.replace(/\D/g, ''));
}
