import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import ExcelJS from 'exceljs';
import { format as csvFormat } from 'fast-csv';
import type { FieldKind } from '@ruyi/contract/metadata';
import { neutraliseFormula, type ExportCell } from './export-cell.js';

export interface ExportColumn {
  readonly heading: string;
  readonly kind: FieldKind;
}

/** Writes rows as they come; nothing but the present row is held. */
export interface ExportWriter {
  row(cells: readonly ExportCell[]): Promise<void>;
  end(): Promise<void>;
}

/** Media types of the files that are written. */
export const EXPORT_TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

/** UTF-8 with a byte order mark, so that Excel reads Chinese; formulas made harmless. */
export async function csvWriter(output: Writable, columns: readonly ExportColumn[]): Promise<ExportWriter> {
  const csv = csvFormat({ writeBOM: true, rowDelimiter: '\r\n', headers: false });
  csv.pipe(output);
  const write = async (cells: readonly string[]): Promise<void> => {
    if (!csv.write(cells)) await once(csv, 'drain');
  };
  await write(columns.map((column) => neutraliseFormula(column.heading)));
  return {
    row: (cells) => write(cells.map((cell, index) => csvText(cell, columns[index]?.kind))),
    async end() {
      csv.end();
      await finished(output);
    },
  };
}

function csvText(cell: ExportCell, kind: FieldKind | undefined): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (cell instanceof Date) {
    const iso = cell.toISOString();
    return kind === 'date' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
  }
  return neutraliseFormula(cell);
}

/** Texts from before they were refused: a single one of these characters makes the whole workbook unreadable. */
function allowedInXml(cell: ExportCell): ExportCell {
  return typeof cell === 'string' ? cell.replace(/[\ufffe\uffff]/g, '\ufffd') : cell;
}

const NUMBER_FORMATS: Partial<Record<FieldKind, string>> = {
  date: 'yyyy-mm-dd',
  dateTime: 'yyyy-mm-dd hh:mm',
  money: '#,##0.00',
  integer: '0',
};

const WIDE_KINDS: ReadonlySet<FieldKind> = new Set(['text', 'longText', 'address', 'region', 'url', 'email']);

/** A workbook of one sheet, streamed; texts are typed as text, so none is ever a formula. */
export async function xlsxWriter(
  output: Writable,
  columns: readonly ExportColumn[],
  sheetName: string,
): Promise<ExportWriter> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: output, useStyles: true, useSharedStrings: false });
  const sheet = workbook.addWorksheet(sheetName.replace(/[\\/*?:[\]]/g, ' ').slice(0, 31) || 'Sheet1', {
    views: [{ state: 'frozen', ySplit: 1 }],
  });
  sheet.columns = columns.map((column) => ({
    width: WIDE_KINDS.has(column.kind) ? 26 : 14,
    ...(NUMBER_FORMATS[column.kind] ? { style: { numFmt: NUMBER_FORMATS[column.kind] } } : {}),
  }));
  const heading = sheet.addRow(columns.map((column) => allowedInXml(column.heading)));
  heading.font = { bold: true };
  heading.commit();
  return {
    async row(cells) {
      sheet.addRow(cells.map(allowedInXml)).commit();
      if (output.writableNeedDrain) await once(output, 'drain');
    },
    async end() {
      sheet.commit();
      await workbook.commit();
      await finished(output);
    },
  };
}
