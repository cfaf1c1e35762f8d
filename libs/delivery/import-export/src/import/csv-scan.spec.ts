import { describe, expect, it } from 'vitest';
import { CsvScan } from './csv-scan.js';

const COMMA = 0x2c;

/** Scans a text in pieces of a few bytes, so that everything stands across two of them once. */
function scanned(
  text: string,
  piece = 3,
): { rows: number; longest: number; longestAt: number; wrongAt: number | null } {
  const scan = new CsvScan(COMMA);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += piece) scan.read(bytes.subarray(at, at + piece));
  const rows = scan.end();
  return { rows, longest: scan.longest, longestAt: scan.longestAt, wrongAt: scan.wrongAt };
}

describe('a csv that is scanned before it is parsed', () => {
  it.each([
    ['nothing', '', 0],
    ['one row without an end', 'a,b', 1],
    ['line feeds', 'a\nb\n', 2],
    ['returns and line feeds', 'a\r\nb\r\n', 2],
    ['returns alone, as an old Mac wrote', 'a\rb\rc', 3],
    ['a line end within quotes', '"a\nb",c\r\nd\n', 2],
    ['doubled quotes', '"a""\n""b"\nc', 2],
    ['a quote within a plain cell', '5" pipe,x\ny', 2],
    ['a byte order mark before a quote', '\ufeff"a\nb"\nc\n', 2],
  ])('counts the rows of %s', (_name, text, rows) => {
    for (const piece of [1, 2, 3, 100]) expect(scanned(text, piece)).toMatchObject({ rows, wrongAt: null });
  });

  it('says how long the longest row is, in bytes, and where it begins', () => {
    expect(scanned('a\n"b\nb",客户\nc\n')).toMatchObject({ longest: 12, longestAt: 2 });
  });

  it.each([
    ['what follows a closed quote', 'a\nb,"c"\n"d"e,f\ng\n', 3],
    ['the cell whose quote is never closed', 'a\nb,"c\nd\n', 2],
    ['the first of several', '"a"x\n"b"y\n', 1],
  ])('finds the line of %s', (_name, text, line) => {
    for (const piece of [1, 2, 100]) expect(scanned(text, piece).wrongAt).toBe(line);
  });
});
