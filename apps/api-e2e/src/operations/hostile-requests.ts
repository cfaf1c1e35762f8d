import type { ApiOperation } from './api-operation.js';
import type { Example } from './example.js';
import { HOSTILE_TEXTS, HOSTILE_VALUES } from './hostile-values.js';

/** One request with one thing wrong. */
export interface HostileRequest {
  readonly wrong: string;
  readonly example: Example;
}

type Body = Readonly<Record<string, unknown>>;

/** The example with each value in turn at each place of its path, its query and its body, and keys that nobody knows. */
export function hostileRequests(operation: ApiOperation, example: Example): readonly HostileRequest[] {
  const { path = {}, query = {}, body } = example;
  const texts = Object.entries(HOSTILE_TEXTS);
  const queryKeys = [...new Set([...operation.query, ...Object.keys(query)])];
  return [
    ...Object.keys(path).flatMap((key) =>
      texts
        .filter(([, text]) => text.trim() !== '' && text.length < 200)
        .map(([name, text]) => ({
          wrong: `${name} as ${key} of the path`,
          example: { ...example, path: { ...path, [key]: text } },
        })),
    ),
    ...[...queryKeys, 'nobodyKnows'].flatMap((key) =>
      texts.map(([name, text]) => ({
        wrong: `${name} as ${key} of the query`,
        example: { ...example, query: { ...query, [key]: text } },
      })),
    ),
    ...(body instanceof FormData
      ? []
      : hostileBodies(operation, body).map(({ wrong, value }) => ({ wrong, example: { ...example, body: value } }))),
  ];
}

interface HostileBody {
  readonly wrong: string;
  readonly value: unknown;
}

function hostileBodies(operation: ApiOperation, body: unknown): HostileBody[] {
  const values = Object.entries(HOSTILE_VALUES);
  const whole = ['true', 'zero', 'digits as text', 'a list of nothing', 'a prototype', 'nesting 100 deep'].map(
    (name) => ({
      wrong: `${name} as the body`,
      value: HOSTILE_VALUES[name],
    }),
  );
  if (operation.method === 'GET') return [];
  const known: Body = isObject(body) ? body : {};
  const keys = [...new Set([...Object.keys(known), ...operation.body])];
  return [
    ...whole,
    ...keys.flatMap((key) =>
      values.map(([name, value]) => ({ wrong: `${name} as ${key}`, value: { ...known, [key]: value } })),
    ),
    ...Object.entries(known).flatMap(([key, value]) =>
      insideOf(value).map(({ wrong, value: inner }) => ({
        wrong: `${wrong} in ${key}`,
        value: { ...known, [key]: inner },
      })),
    ),
    ...(keys.length > 0 ? [{ wrong: 'a key that nobody knows', value: { ...known, nobodyKnows: 1 } }] : []),
  ];
}

/** One level further down. */
function insideOf(value: unknown): HostileBody[] {
  const values = Object.entries(HOSTILE_VALUES);
  if (Array.isArray(value))
    return [
      ...values.map(([name, wrong]) => ({ wrong: name, value: [wrong] })),
      ...(isObject(value[0]) ? insideOf(value[0]).map(({ wrong, value: inner }) => ({ wrong, value: [inner] })) : []),
    ];
  if (!isObject(value)) return [];
  return [
    ...Object.keys(value).flatMap((key) =>
      values.map(([name, wrong]) => ({ wrong: `${name} as ${key}`, value: { ...value, [key]: wrong } })),
    ),
    { wrong: 'a key that nobody knows', value: { ...value, nobodyKnows: 1 } },
  ];
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
