import type { Example } from './example.js';

/** A place of a request that names something of a company: what stands there, and the request with something else there. */
export interface ForeignPlace {
  readonly where: string;
  readonly inPath: boolean;
  readonly theirs: string;
  readonly with: (value: string) => Example;
}

/**
 * Ids, and keys that a company's own fields, options and views have: alone, in a filter that is JSON, in a sort, in a
 * placeholder of a template.
 */
const NAMES_SOMETHING = /(?<!\w)(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z]_[a-z0-9]{6})(?!\w)/g;

/** Where `mine` and `theirs`, the same request of two companies, name different things. */
export function foreignPlaces(mine: Example, theirs: Example): readonly ForeignPlace[] {
  const parts = (['path', 'query', 'body'] as const).filter((part) => !(mine[part] instanceof FormData));
  return parts.flatMap((part) =>
    differencesOf(mine[part], theirs[part]).map(({ where, theirs: named, with: withOther }) => ({
      where: [part, ...where].join('.'),
      inPath: part === 'path',
      theirs: named,
      with: (other: string) => ({ ...mine, [part]: withOther(other) }),
    })),
  );
}

interface Difference {
  readonly where: readonly string[];
  readonly theirs: string;
  /** The whole of mine with something else there. */
  readonly with: (value: string) => unknown;
}

function differencesOf(mine: unknown, theirs: unknown): Difference[] {
  if (typeof mine === 'string' && typeof theirs === 'string') return differencesOfTexts(mine, theirs);
  if (Array.isArray(mine) && Array.isArray(theirs)) {
    const [list, others]: [unknown[], unknown[]] = [mine, theirs];
    return list.flatMap((child, index) =>
      inside(String(index), differencesOf(child, others[index]), (value) => list.with(index, value)),
    );
  }
  if (!isObject(mine) || !isObject(theirs)) return [];
  const named = (node: object): string[] => Object.keys(node).filter((key) => key.search(NAMES_SOMETHING) >= 0);
  return Object.keys(mine).flatMap((key) => {
    // What is named by a company's own key stands beside the other company's, in the same order.
    const other = key in theirs ? key : (named(theirs)[named(mine).indexOf(key)] ?? key);
    const below = inside(key, differencesOf(mine[key], theirs[other]), (value) => ({ ...mine, [key]: value }));
    return other === key ? below : [...keyOf(mine, key, other), ...below];
  });
}

function differencesOfTexts(mine: string, theirs: string): Difference[] {
  const own = [...mine.matchAll(NAMES_SOMETHING)];
  const others = [...theirs.matchAll(NAMES_SOMETHING)];
  return own.flatMap((match, nth) => {
    const other = others[nth]?.[0];
    if (other === undefined || other === match[0]) return [];
    const [before, after] = [mine.slice(0, match.index), mine.slice(match.index + match[0].length)];
    return [
      {
        where: own.length > 1 || before || after ? [`[${nth}]`] : [],
        theirs: other,
        with: (value: string) => before + value + after,
      },
    ];
  });
}

function keyOf(mine: Readonly<Record<string, unknown>>, key: string, theirs: string): Difference[] {
  const renamed = (value: string): unknown =>
    Object.fromEntries(Object.entries(mine).map(([each, child]) => [each === key ? value : each, child]));
  return [{ where: [`key ${key.length > 8 ? 'that is an id' : 'of its own'}`], theirs, with: renamed }];
}

function inside(key: string, found: Difference[], put: (child: unknown) => unknown): Difference[] {
  return found.map((each) => ({ ...each, where: [key, ...each.where], with: (value) => put(each.with(value)) }));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
