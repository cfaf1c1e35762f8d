/** Values that no client of good will sends, for any place of a body; the name says what is wrong with each. */
export const HOSTILE_VALUES: Readonly<Record<string, unknown>> = {
  null: null,
  true: true,
  zero: 0,
  'a negative number': -1,
  'a fraction': 1.5,
  'more than an integer holds': 9_007_199_254_740_993,
  'a huge number': 1e308,
  'an empty text': '',
  'digits as text': '5',
  'a NUL': 'a\u0000b',
  'a lone surrogate': 'a\ud800b',
  emoji: '👩‍👩‍👧‍👦🐒',
  'right-to-left text': '\u202eشركة\u202c',
  '10,000 characters': '长'.repeat(10_000),
  'a quote and SQL': "'; drop table customers; --",
  'the year 0': '0000-00-00',
  'the year 9999': '9999-12-31T23:59:59.999Z',
  'a year beyond': '+275761-01-01T00:00:00Z',
  'an id that nobody has': '00000000-0000-4000-8000-000000000000',
  'an empty list': [],
  'a list of nothing': [null],
  '10,000 entries': Array.from({ length: 10_000 }, (_, index) => `x${index}`),
  'an empty object': {},
  'a prototype': JSON.parse('{"constructor":{"prototype":1},"toString":1}') as unknown,
  'nesting 100 deep': nested(100),
};

/** The same for a query or a path, where everything is text. */
export const HOSTILE_TEXTS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(HOSTILE_VALUES).filter((entry): entry is [string, string] => {
      const [, value] = entry;
      return typeof value === 'string' && !value.includes('\ud800') && value.length < 1000;
    }),
  ),
  'a number beyond': '99999999999999999999',
  'a negative number': '-1',
  'JSON that is none': '{"and":[',
  'JSON of another type': '[1,{"a":null}]',
  'a filter 100 deep': JSON.stringify(nested(100)),
  'a path upwards': '../../../etc/passwd',
  'a percent sign': '%',
};

function nested(depth: number): unknown {
  return Array.from({ length: depth }).reduce<unknown>((inner) => ({ and: [inner] }), {
    field: 'name',
    op: 'eq',
    value: 'x',
  });
}
