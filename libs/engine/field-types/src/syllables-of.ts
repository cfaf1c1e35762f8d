import { LRUCache } from 'lru-cache';
import { pinyin } from 'pinyin-pro';

/** A name is spelt for its place in the order, for the search and for what is like it: once, not three times. */
const spelt = new LRUCache<string, readonly string[]>({ max: 2_000 });

/** How a text is read aloud: pinyin without tones, character by character; what is not Chinese stands together as it is. */
export function syllablesOf(text: string): readonly string[] {
  const known = spelt.get(text);
  if (known) return known;
  const syllables = pinyin(text, { toneType: 'none', nonZh: 'consecutive', type: 'array', v: true }).map((syllable) =>
    syllable.toLowerCase(),
  );
  spelt.set(text, syllables);
  return syllables;
}
