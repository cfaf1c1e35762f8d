import { Readable } from 'node:stream';
import ExcelJS from 'exceljs';
import { expect, it } from 'vitest';
import { openXlsx, surveyXlsx } from './xlsx-source.js';

const TIMES = 300;

/** Without its own check, the reader loses the end of two to five of these. */
it('a workbook that is opened again and again is whole each time', { timeout: 60_000 }, async () => {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('客户');
  sheet.addRow(['名称', '日期']);
  sheet.addRow(['云启贸易', new Date('2026-11-01')]);
  workbook.addWorksheet('说明').addRow(Array.from({ length: 200 }, (_, index) => `例 ${index}`));
  const content = Buffer.from(await workbook.xlsx.writeBuffer());
  const open = (): Promise<Readable> => Promise.resolve(Readable.from([content]));
  const survey = await surveyXlsx(await open());
  for (let time = 0; time < TIMES; time += 1) {
    const { headings, rows } = await openXlsx(open, survey);
    expect(headings).toEqual(['名称', '日期']);
    const read: unknown[] = [];
    for await (const row of rows) read.push(row);
    expect(read).toEqual([{ number: 2, cells: ['云启贸易', new Date('2026-11-01')] }]);
  }
});
