import { describe, expect, it } from 'vitest';
import { AppError } from './app-error.js';
import { ObjectReader } from './object-reader.js';

const ID = '0190a1b2-0000-7000-8000-00000000abcd';

/** Path and code of each issue that the reader ends with. */
function ending(reader: ObjectReader): string[] {
  try {
    reader.end();
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return (error.issues ?? []).map((issue) => `${issue.path} ${issue.code}`);
  }
}

describe('ObjectReader', () => {
  it('reads what is there, and nothing where it is absent or null', () => {
    const reader = new ObjectReader({ id: ` ${ID.toUpperCase()} `, note: ' 已谈妥 ', flag: false, pool: null });
    expect([
      reader.id('id'),
      reader.words('note', 10),
      reader.flag('flag'),
      reader.id('pool'),
      reader.text('none'),
    ]).toEqual([ID, '已谈妥', false, undefined, undefined]);
    expect(ending(reader)).toEqual([]);
  });

  it('tells all that is wrong at once, each with its path, and a path once', () => {
    const reader = new ObjectReader({ id: 'x', words: 'a\0', many: 3, choice: 'c', left: 1 }, 'params');
    reader.requiredId('owner');
    reader.requiredId('id');
    reader.fail('id', 'notFound');
    reader.words('words', 5);
    reader.texts('many', 2);
    reader.oneOf('choice', ['a', 'b']);
    expect(ending(reader)).toEqual([
      'params.owner required',
      'params.id invalidType',
      'params.words invalidType',
      'params.many invalidType',
      'params.choice unknownOption',
      'params.left unknownKey',
    ]);
  });

  it('counts characters as people do, after the blanks around them', () => {
    expect(new ObjectReader({ a: ` ${'𠮷'.repeat(3)} ` }).words('a', 3)).toBe('𠮷𠮷𠮷');
    const long = new ObjectReader({ a: '𠮷'.repeat(4) });
    long.words('a', 3);
    expect(ending(long)).toEqual(['a tooLong']);
    expect(new ObjectReader({ a: '  ' }).words('a', 3)).toBeUndefined();
  });

  it.each([
    ['2026-11-28T09:00:00+08:00', '2026-11-28T01:00:00.000Z'],
    ['2026-11-28T09:00Z', '2026-11-28T09:00:00.000Z'],
    ['2026-11-28T09:00', null],
    ['2026-13-28T09:00:00Z', null],
    [1_764_000_000, null],
  ])('takes %s as an instant: %s', (input, at) => {
    const reader = new ObjectReader({ at: input });
    expect(reader.instant('at') ?? null).toBe(at);
    expect(ending(reader)).toEqual(at === null ? ['at invalidType'] : []);
  });

  it('reads numbers and flags of a query from their texts, of a body only as they are', () => {
    const query = ObjectReader.ofQuery({ limit: '20', mine: 'true', kinds: 'a, b' });
    expect([query.integer('limit', { min: 1, max: 50 }), query.flag('mine'), query.texts('kinds', 5)]).toEqual([
      20,
      true,
      ['a', 'b'],
    ]);
    const body = new ObjectReader({ limit: '20', mine: 'true' });
    body.integer('limit', { min: 1, max: 50 });
    body.flag('mine');
    expect(ending(body)).toEqual(['limit invalidType', 'mine invalidType']);
  });
});
