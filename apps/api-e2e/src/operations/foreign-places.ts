import type { Example } from './example.js';

/** A place of a request that names something of a company: what stands there, and the request with something else there. */
export interface ForeignPlace {
  readonly where: string;
  readonly inPath: boolean;
  readonly theirs: string;
  readonly with: (value: string) => Example;
}

/** Ids, and keys that a company's own fields, options and views have. */
const NAMES_SOMETHING = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z]_[a-z0-9]{6})$/;

/** Where `mine` and `theirs`, the same request of two companies, name different things. */
export function foreignPlaces(mine: Example, theirs: Example): readonly ForeignPlace[] {
  const parts = (['path', 'query', 'body'] as const).filter((part) => !(mine[part] instanceof FormData));
  return parts.flatMap((part) =>
    leavesOf(theirs[part]).flatMap(({ keys, value }): ForeignPlace[] => {
      if (typeof value !== 'string' || !NAMES_SOMETHING.test(value) || at(mine[part], keys) === value) return [];
      return [
        {
          where: [part, ...keys].join('.'),
          inPath: part === 'path',
          theirs: value,
          with: (other) => ({ ...mine, [part]: replaced(mine[part], keys, other) }),
        },
      ];
    }),
  );
}

type Keys = readonly string[];

function leavesOf(value: unknown, keys: Keys = []): { readonly keys: Keys; readonly value: unknown }[] {
  if (typeof value !== 'object' || value === null) return [{ keys, value }];
  return Object.entries(value).flatMap(([key, child]) => leavesOf(child, [...keys, key]));
}

function at(value: unknown, keys: Keys): unknown {
  return keys.reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], value);
}

function replaced(value: unknown, [key, ...rest]: Keys, other: string): unknown {
  if (key === undefined) return other;
  if (Array.isArray(value))
    return value.map((child: unknown, index) => (String(index) === key ? replaced(child, rest, other) : child));
  const node = value as Readonly<Record<string, unknown>>;
  return { ...node, [key]: replaced(node[key], rest, other) };
}
