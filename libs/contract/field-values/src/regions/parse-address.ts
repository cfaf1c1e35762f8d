import type { RegionTree } from './region-tree.js';

/** A text split into the region that it begins with and the rest. */
export interface ParsedAddress {
  readonly region: string | null;
  readonly detail: string;
}

interface Match {
  readonly code: string;
  readonly level: number;
  readonly length: number;
}

const SEPARATORS = /^[\s,，、;；/\-—:：]+/;
const COUNTRY = /^(?:中华人民共和国|中国)/;
/** After a short name this makes it a street (北京东路), not a place. */
const STREET = /^[东西南北中]?[一二三四五六七八九十]?(?:路|大?街|大道|巷|弄|胡同|公路|国道|站)/;
/** 北京市北京市朝阳区, 重庆市市辖区: levels that forms repeat. */
const REPEATED_LEVEL = /^(?:市辖区|城区(?=.)|县(?=[^\s城]))/;

/**
 * Finds the region at the beginning of a pasted address: full or short names of province, city and district, with or
 * without spaces, levels left out or repeated. What is not sure stays in the detail.
 */
export function parseAddress(tree: RegionTree, text: string): ParsedAddress {
  let rest = text.normalize('NFKC').trim().replace(COUNTRY, '').replace(SEPARATORS, '');
  let region: string | null = null;
  for (let match = bestMatch(tree, null, rest); match; match = bestMatch(tree, region, rest)) {
    region = match.code;
    rest = rest.slice(match.length).replace(SEPARATORS, '');
    const unrepeated = withoutRepetition(tree, region, rest);
    const isRepetition = unrepeated !== rest && !bestMatch(tree, region, rest);
    if (isRepetition && (unrepeated === '' || bestMatch(tree, region, unrepeated))) rest = unrepeated;
  }
  return { region, detail: rest.trim() };
}

function withoutRepetition(tree: RegionTree, region: string, rest: string): string {
  const name = tree.name(region) ?? '';
  const short = tree.shortName(region) ?? '';
  const tail = rest.startsWith(name) ? name.length : rest.startsWith(`${short}市`) ? short.length + 1 : 0;
  return rest.slice(tail).replace(SEPARATORS, '').replace(REPEATED_LEVEL, '').replace(SEPARATORS, '');
}

/** The longest name that the text begins with; the higher, and the present one, of two equal ones. */
function bestMatch(tree: RegionTree, within: string | null, text: string): Match | null {
  if (text === '') return null;
  const from = within === null ? -1 : tree.path(within).length - 1;
  const matches: Match[] = [];
  for (const { code, name, level } of tree.beginning(text, within)) {
    const length = matchLength(
      tree,
      { code, name, level },
      { text, isStart: within === null, isNext: level === from + 1 },
    );
    if (length > 0) matches.push({ code, level, length });
  }
  const rank = (match: Match): number => match.length * 100 - match.level * 10 - (tree.isFormer(match.code) ? 5 : 0);
  matches.sort((a, b) => rank(b) - rank(a));
  const [best, second] = matches;
  if (!best) return null;
  // 朝阳区 alone may be of 北京 or of 长春.
  const isDistrict = best.code.length > 6 || !best.code.endsWith('00');
  const isUnsure = second?.length === best.length && (rank(second) === rank(best) || (within === null && isDistrict));
  return isUnsure ? null : best;
}

interface Place {
  readonly text: string;
  /** Nothing is known yet: districts are found by their full names only. */
  readonly isStart: boolean;
  /** The region is one level below what is known. */
  readonly isNext: boolean;
}

function matchLength(
  tree: RegionTree,
  { code, name, level }: { readonly code: string; readonly name: string; readonly level: number },
  { text, isStart, isNext }: Place,
): number {
  if (text.startsWith(name)) return name.length > 1 ? name.length : 0;
  const short = tree.shortName(code) ?? name;
  if (tree.isFormer(code) || short === name || !text.startsWith(short)) return 0;
  const after = text.slice(short.length);
  const isCity = code.length === 6 && code.endsWith('00');
  const standsAlone = after === '' || SEPARATORS.test(after);
  const mayBeShort = isCity ? (isStart || isNext || level === 1) && !STREET.test(after) : !isStart && standsAlone;
  return mayBeShort ? short.length : 0;
}
