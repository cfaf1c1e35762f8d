import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { CellError, type ImportCell, type ImportRow } from '../import-cell.js';
import { sheetRows, type SheetContext } from './sheet-rows.js';

const CONTEXT: SheetContext = {
  texts: ['云启贸易', '晨光实业'],
  styles: ['number', 'date', 'percent'],
  startsIn1904: false,
};

async function rowsOf(rows: string, context = CONTEXT, pieceLength = Infinity): Promise<ImportRow[]> {
  const content = Buffer.from(`<worksheet><sheetData>${rows}</sheetData></worksheet>`);
  const pieces: Buffer[] = [];
  for (let start = 0; start < content.length; start += pieceLength)
    pieces.push(content.subarray(start, Math.min(content.length, start + pieceLength)));
  const read: ImportRow[] = [];
  for await (const row of sheetRows(Readable.from(pieces), context)) read.push(row);
  return read;
}

async function cellOf(cell: string, context = CONTEXT): Promise<ImportCell> {
  const [row] = await rowsOf(`<row r="1">${cell}</row>`, context);
  return row?.cells[0] ?? null;
}

describe('a cell of a sheet', () => {
  it.each<[string, string, ImportCell]>([
    ['a text of the workbook', '<c r="A1" t="s"><v>1</v></c>', '晨光实业'],
    ['a text of its own', '<c r="A1" t="inlineStr"><is><t>云启</t></is></c>', '云启'],
    [
      'a text of its own in runs',
      '<c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>云</t></r><r><t xml:space="preserve"> 启</t></r></is></c>',
      '云 启',
    ],
    ['a text with signs of XML', '<c r="A1" t="str"><v>A &amp;amp; B &lt;1&gt;</v></c>', 'A &amp; B <1>'],
    ['a text with what XML cannot hold', '<c r="A1" t="str"><v>一_x000D_\n二_x005F_x</v></c>', '一\r\n二_x'],
    ['a text in a section', '<c r="A1" t="str"><v><![CDATA[<云>]]></v></c>', '<云>'],
    ['a number', '<c r="A1"><v>12.5</v></c>', 12.5],
    ['a number as Excel writes large ones', '<c r="A1"><v>1.2E+4</v></c>', 12_000],
    ['a share', '<c r="A1" s="2"><v>0.125</v></c>', '12.5%'],
    ['a day', '<c r="A1" s="1"><v>46327</v></c>', new Date('2026-11-01')],
    ['a moment', '<c r="A1" s="1"><v>46327.395833333336</v></c>', new Date('2026-11-01T09:30:00Z')],
    ['a day in words', '<c r="A1" t="d"><v>2026-11-01</v></c>', new Date('2026-11-01')],
    ['a moment in words', '<c r="A1" t="d"><v>2026-11-01T09:30:00+08:00</v></c>', new Date('2026-11-01T09:30:00Z')],
    ['a date that there is none for', '<c r="A1" s="1"><v>99999999</v></c>', 99_999_999],
    ['what is said to be a date and is none', '<c r="A1" t="d"><v>昨天</v></c>', '昨天'],
    ['a minute of few digits', '<c r="A1" s="1"><v>46327.00069444</v></c>', new Date('2026-11-01T00:01:00Z')],
    ['the first day', '<c r="A1" s="1"><v>1</v></c>', new Date('1900-01-01')],
    ['the first of March 1900', '<c r="A1" s="1"><v>61</v></c>', new Date('1900-03-01')],
    ['a very small share', '<c r="A1" s="2"><v>1E-10</v></c>', '0.00000001%'],
    ['a number that is none', '<c r="A1"><v>1e999</v></c>', '1e999'],
    ['nothing but space', '<c r="A1" t="s"><v> </v></c>', null],
    ['a number for a date in words', '<c r="A1" t="d"><v>5</v></c>', '5'],
    ['yes in words', '<c r="A1" t="b"><v>TRUE</v></c>', true],
    ['yes', '<c r="A1" t="b"><v>1</v></c>', true],
    ['no', '<c r="A1" t="b"><v>0</v></c>', false],
    ['an error', '<c r="A1" t="e"><v>#N/A</v></c>', new CellError('#N/A')],
    ['a formula that makes a day', '<c r="A1" s="1"><f>TODAY()</f><v>46327</v></c>', new Date('2026-11-01')],
    ['a formula that makes a text', '<c r="A1" t="str"><f>A2&amp;"x"</f><v>云启x</v></c>', '云启x'],
    ['a formula that says yes', '<c r="A1" t="b"><f>A2=1</f><v>1</v></c>', true],
    ['a formula that fails', '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', new CellError('#DIV/0!')],
  ])('%s', async (_what, cell, value) => {
    expect(await cellOf(cell)).toEqual(value);
  });

  it('counts its days from 1904 where the workbook does', async () => {
    expect(await cellOf('<c r="A1" s="1"><v>44865</v></c>', { ...CONTEXT, startsIn1904: true })).toEqual(
      new Date('2026-11-01'),
    );
  });
});

describe('rows of a sheet', () => {
  it('stand where they say, and else behind the one before', async () => {
    const rows =
      '<row r="3"><c r="B3"><v>1</v></c><c><v>2</v></c><c r="AA3"><v>3</v></c></row><row><c><v>4</v></c></row>';
    const [first, second] = await rowsOf(rows);
    expect(first?.number).toBe(3);
    expect(first?.cells).toEqual([null, 1, 2, ...Array.from({ length: 23 }, () => null), 3]);
    expect(second).toEqual({ number: 4, cells: [4] });
  });

  it('may have empty cells far away', async () => {
    expect(await rowsOf('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="3"/></row>')).toEqual([
      { number: 1, cells: [1] },
    ]);
  });

  it('are found whatever the prefix of their names', async () => {
    const xml = '<x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c></x:row>';
    expect(await rowsOf(xml)).toEqual([{ number: 1, cells: ['云启贸易'] }]);
  });

  it('are the same in pieces of any length', async () => {
    const xml =
      '<row r="1"><c r="A1" t="inlineStr"><is><t>云启贸易 🏭</t></is></c></row><row r="2"><c r="B2"><v>12.5</v></c></row>';
    const whole = await rowsOf(xml);
    expect(whole[0]?.cells).toEqual(['云启贸易 🏭']);
    for (let length = 1; length <= 16; length += 1) expect(await rowsOf(xml, CONTEXT, length)).toEqual(whole);
  });

  it.each([
    ['a text that is not there', '<row r="1"><c r="A1" t="s"><v>7</v></c></row>'],
    ['a cell behind the last column', '<row r="1"><c r="XFD1"><v>7</v></c></row>'],
    ['half a row', '<row r="1.5"><c><v>7</v></c></row>'],
    ['a row behind the last', '<row r="1048577"><c><v>7</v></c></row>'],
    ['a cell without a column', '<row r="1"><c r="7"><v>7</v></c></row>'],
    ['a row without a number', '<row r="x"><c><v>7</v></c></row>'],
    ['elements within elements', '<a>'.repeat(1_000)],
    ['a row that does not end', '<row r="1">'],
    ['a text without an end', `<row r="1"><c t="str"><v><![CDATA[${'<'.repeat(2 * 1024 * 1024)}`],
    ['a text without an end in pieces', `<row r="1"><c t="str"><v>${'x<!-- -->'.repeat(1024 * 1024)}`],
  ])('with %s are refused', async (_what, rows) => {
    await expect(rowsOf(rows, CONTEXT, 65_536)).rejects.toThrow();
  });
});
