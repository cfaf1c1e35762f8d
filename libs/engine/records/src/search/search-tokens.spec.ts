import { describe, expect, it } from 'vitest';
import { exactSpellings, exactTokens } from './exact-tokens.js';
import { readingOf, searchEntry } from './search-tokens.js';

describe('what a text is found by', () => {
  it('reads each character aloud, and one that nobody can read as itself', () => {
    expect(readingOf('杭州龙井').syllables).toEqual(['hang', 'zhou', 'long', 'jing']);
    expect(readingOf('㐂㐂龙')).toEqual({
      characters: ['㐂', '㐂', '龙'],
      syllables: ['㐂', '㐂', 'long'],
      initials: ['㐂', '㐂', 'l'],
    });
  });

  it('takes letters by three and digits by four, whatever alphabet they are of', () => {
    expect(searchEntry('acme').tokens).toEqual(['pacm', 'pcme', 'wac']);
    expect(searchEntry('ab').tokens).toEqual(['wab']);
    expect(searchEntry('𝒳łódź').tokens).toEqual(expect.arrayContaining(['płód', 'pódź']));
    expect(searchEntry('138-1234').tokens).toEqual(expect.arrayContaining(['d1381', 'd3812', 'd1234']));
  });

  it('never has a space in a token: many travel as one text', () => {
    const odd = 'A b\tc\n\u2028d\u00a0e\u3000杭 州（龙井） 138 0000-0000 \u0085x\ufeffy 🙂 z\u200bz «q» 1½ ﷺ';
    for (const token of [...searchEntry(odd).tokens, ...exactTokens(exactSpellings(odd))])
      expect(token).not.toMatch(/\s/);
    expect(searchEntry(' \n').tokens).toEqual([]);
  });
});
