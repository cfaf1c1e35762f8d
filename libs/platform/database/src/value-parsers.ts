import pg from 'pg';

const { builtins, getTypeParser } = pg.types;

const INT8_ARRAY = 1016;
const DATE_ARRAY = 1182;

function parseInteger(text: string): number | bigint {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}

const TEXT_ARRAY = 1009;

// The list of type ids that `pg` declares has no arrays, though it parses them.
const parseTextArray = getTypeParser(TEXT_ARRAY as number) as (text: string) => (string | null)[];

/**
 * How PostgreSQL's values become JavaScript's, for every connection of the application:
 * int8 a number (a bigint beyond 2^53), date its text `YYYY-MM-DD`, numeric its exact text, timestamptz a Date.
 */
export const valueParsers: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format === 'binary') return getTypeParser(oid, format);
    switch (oid) {
      case builtins.INT8:
        return parseInteger;
      case builtins.DATE:
        return (text: string) => text;
      case INT8_ARRAY:
        return (text: string) => parseTextArray(text).map((item) => (item === null ? null : parseInteger(item)));
      case DATE_ARRAY:
        return parseTextArray;
      default:
        return getTypeParser(oid, 'text');
    }
  },
};
