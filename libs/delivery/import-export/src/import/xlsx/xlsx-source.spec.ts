import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { openXlsx, surveyXlsx } from './xlsx-source.js';

const TIMES = 100;
const DAY = new Date('2026-11-01');

function opener(content: Buffer): () => Promise<Readable> {
  // In pieces, as a file comes.
  return () => {
    const pieces: Buffer[] = [];
    for (let start = 0; start < content.length; start += 65_536) pieces.push(content.subarray(start, start + 65_536));
    return Promise.resolve(Readable.from(pieces));
  };
}

async function readAll(content: Buffer): Promise<{ counted: number; headings: readonly string[]; rows: unknown[] }> {
  const open = opener(content);
  const survey = await surveyXlsx(await open());
  const { headings, rows } = await openXlsx(await open(), survey);
  const read: unknown[] = [];
  for await (const row of rows) read.push(row);
  return { counted: survey.rows, headings, rows: read };
}

async function written(workbook: ExcelJS.Workbook): Promise<Buffer> {
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** A workbook whose describing parts lie behind its sheets: written as it came. */
async function streamed(rows: number, zip: { readonly forceZip64?: boolean } = {}): Promise<Buffer> {
  const stream = new PassThrough();
  const content = buffer(stream);
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useSharedStrings: true, useStyles: true, zip });
  const sheet = workbook.addWorksheet('客户');
  sheet.addRow(['名称', '日期']).commit();
  for (let row = 1; row <= rows; row += 1) sheet.addRow([`云启贸易 ${row}`, DAY]).commit();
  sheet.commit();
  await workbook.commit();
  return content;
}

describe('a workbook', () => {
  it('is whole each time that it is opened', { timeout: 60_000 }, async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('客户');
    sheet.addRow(['名称', '日期']);
    sheet.addRow(['云启贸易', DAY]);
    workbook.addWorksheet('说明').addRow(Array.from({ length: 200 }, (_, index) => `例 ${index}`));
    const content = await written(workbook);
    for (let time = 0; time < TIMES; time += 1)
      expect(await readAll(content)).toEqual({
        counted: 1,
        headings: ['名称', '日期'],
        rows: [{ number: 2, cells: ['云启贸易', DAY] }],
      });
  });

  // As Apache POI writes what it streams.
  it('may tell the sizes of its parts behind them in 64 bits', async () => {
    expect((await readAll(await streamed(1, { forceZip64: true }))).rows).toEqual([
      { number: 2, cells: ['云启贸易 1', DAY] },
    ]);
  });

  it('that cannot be read from where it is kept is not told as a bad one', async () => {
    const fault = new Error('EIO');
    const content = await streamed(1);
    const broken = (): Readable =>
      Readable.from(
        (function* () {
          yield content.subarray(0, 1_000);
          throw fault;
        })(),
      );
    await expect(surveyXlsx(broken())).rejects.toBe(fault);
    await expect(openXlsx(broken(), await surveyXlsx(Readable.from([content])))).rejects.toBe(fault);
  });

  it('that is too large to be held is refused before it is', async () => {
    const mebibyte = Buffer.alloc(1024 * 1024);
    await expect(surveyXlsx(Readable.from(Array.from({ length: 101 }, () => mebibyte)))).rejects.toMatchObject({
      status: 422,
      code: 'tooLarge',
    });
  });

  it('has its texts and dates when what describes them lies behind its sheet', async () => {
    const { headings, rows } = await readAll(await streamed(2));
    expect(headings).toEqual(['名称', '日期']);
    expect(rows).toEqual([
      { number: 2, cells: ['云启贸易 1', DAY] },
      { number: 3, cells: ['云启贸易 2', DAY] },
    ]);
  });

  it('of many rows is read to its last, and may be left after its first', async () => {
    const content = await streamed(20_000);
    const { counted, rows } = await readAll(content);
    expect(counted).toBe(20_000);
    // All of them: a character may lie across two pieces of the file.
    expect(rows).toEqual(
      Array.from({ length: 20_000 }, (_, index) => ({ number: index + 2, cells: [`云启贸易 ${index + 1}`, DAY] })),
    );
    const open = opener(content);
    const { rows: left } = await openXlsx(await open(), await surveyXlsx(await open()));
    for await (const row of left) {
      expect(row.number).toBe(2);
      break;
    }
  });

  it('is read at the tab that stands first, wherever that lies in the file', async () => {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('说明').addRows([['读我'], ['…']]);
    const customers = workbook.addWorksheet('客户');
    customers.addRows([['名称'], ['云启贸易'], ['晨光实业']]);
    // ExcelJS does not declare it; its writer goes by it.
    Object.assign(customers, { orderNo: 0 });
    expect(await readAll(await written(workbook))).toEqual({
      counted: 2,
      headings: ['名称'],
      rows: [
        { number: 2, cells: ['云启贸易'] },
        { number: 3, cells: ['晨光实业'] },
      ],
    });
  });

  it('is read at the first tab that can be seen', async () => {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('选项', { state: 'hidden' }).addRows([['省'], ['江苏']]);
    workbook.addWorksheet('客户').addRows([['名称'], ['云启贸易']]);
    expect(await readAll(await written(workbook))).toMatchObject({ headings: ['名称'], counted: 1 });
  });

  it.each([
    ['that is cut short', async () => (await streamed(5_000)).subarray(0, 60_000)],
    ['that is none', () => Promise.resolve(Buffer.from('PK\u0003\u0004 and then words'))],
  ])('%s is refused at its file', async (_, content) => {
    const open = opener(await content());
    await expect(open().then(surveyXlsx)).rejects.toMatchObject({
      status: 422,
      code: 'invalidType',
    });
  });
});
