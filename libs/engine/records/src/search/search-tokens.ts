import { pinyin } from 'pinyin-pro';
import { foldText, runsOf, sequences } from './fold-text.js';

/** Characters of a text that are looked at; what comes later is not found. */
export const INDEXED_LENGTH = 200;

/**
 * Classes of tokens: `h` Chinese characters by one and by two, `i` initials of their pinyin by two, `p` letters (of pinyin
 * and of words) by three, `w` words by their first two letters, `d` digits by four.
 */
export const TOKEN = { han: 'h', initials: 'i', letters: 'p', word: 'w', digits: 'd' } as const;

/** Brackets, dots and spaces between Chinese characters. */
const BETWEEN = /[\s()[\]{}<>【】《》「」·・.,，。、_-]/gu;

/** What a text is found by. */
export function searchTokens(text: string): string[] {
  const folded = foldText([...text].slice(0, INDEXED_LENGTH).join(''));
  const { han, words } = runsOf(folded);
  // 杭州（龙井）茶叶 is found by 杭州龙井 as well: what stands between the characters of a name is not part of it.
  const joined = runsOf(folded.replace(BETWEEN, '')).han.filter((run) => !han.includes(run));
  return [
    ...new Set([
      ...han.flatMap(hanTokens),
      ...joined.flatMap(hanTokens),
      ...words.flatMap(wordTokens),
      ...digitTokens(folded),
    ]),
  ];
}

function hanTokens(run: string): string[] {
  const characters = [...run];
  const syllables = pinyin(run, { toneType: 'none', type: 'array', v: true }).map((syllable) => syllable.toLowerCase());
  const initials = syllables.map((syllable) => syllable.charAt(0));
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
  const characters = [...word];
  return characters.length > 2
    ? sequences(characters, 3).map((part) => `${TOKEN.letters}${part}`)
    : [`${TOKEN.word}${word}`];
}

/** Digits with what people put between them taken out: 138-1234 8000 is found by 8000 and by 1234. */
export function digitTokens(folded: string): string[] {
  const numbers = folded.match(/\d(?:[\d\s().-]*\d)?/g) ?? [];
  return numbers.flatMap((number) =>
    sequences([...number.replace(/\D/g, '')], 4).map((part) => `${TOKEN.digits}${part}`),
  );
}
