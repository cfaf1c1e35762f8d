import { foldText, runsOf, sequences } from './fold-text.js';
import { INDEXED_LENGTH, TOKEN, digitTokens, letterTokens } from './search-tokens.js';

/** Words of a query that may each be meant in several ways; the others are taken as they stand. */
const MOST_ALTERNATIVES = 8;

/**
 * What a query looks for: any one of the alternatives, all of its tokens. Letters may be part of a word, of pinyin, or
 * initials; digits part of a number or of a word. Empty: the query has nothing that could be looked up.
 */
export function searchTerms(query: string): string[][] {
  const folded = foldText([...query].slice(0, INDEXED_LENGTH).join(''));
  const { han, words } = runsOf(folded);
  const certain = han.flatMap((run) => {
    const characters = [...run];
    return (characters.length === 1 ? characters : sequences(characters, 2)).map((part) => `${TOKEN.han}${part}`);
  });
  let alternatives: string[][] = [certain];
  for (const word of words) {
    const ways = waysToRead(word);
    if (ways.length === 0) continue;
    const taken = alternatives.length * ways.length > MOST_ALTERNATIVES ? ways.slice(0, 1) : ways;
    alternatives = alternatives.flatMap((tokens) => taken.map((way) => [...tokens, ...way]));
  }
  return alternatives.map((tokens) => [...new Set(tokens)]).filter((tokens) => tokens.length > 0);
}

function waysToRead(word: string): string[][] {
  if (/^\d+$/.test(word))
    return word.length >= 4
      ? [digitTokens(word)]
      : word.length === 3
        ? [letterTokens(word)]
        : [[`${TOKEN.word}${word}`]];
  const ways = [letterTokens(word)];
  if (/^[a-z]{2,}$/.test(word)) ways.push(sequences([...word], 2).map((pair) => `${TOKEN.initials}${pair}`));
  return word.length === 1 ? [[`${TOKEN.word}${word}`]] : ways;
}
