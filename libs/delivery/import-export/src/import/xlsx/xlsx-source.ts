import { Readable } from 'node:stream';
import ExcelJS from 'exceljs';
import { AppError } from '@ruyi/contract/errors';
import {
  headingsOf,
  isBlank,
  type ImportCell,
  type ImportRow,
  type ImportSurvey,
  type OpenImport,
} from '../import-cell.js';
import { isTemplateNote } from '../template/template-note.js';
import { TagScan } from './tag-scan.js';
import {
  firstSheetOf,
  RELATIONS,
  SHARED_STRINGS,
  STYLES,
  WORKBOOK,
  workbookParts,
  type WorkbookParts,
} from './workbook-parts.js';
import { zipEntries } from './zip-entries.js';

const MIB = 1024 * 1024;
/** What a workbook may unpack to. A hundred thousand rows of thirty columns are about 150 MiB. */
const MOST_UNPACKED = 768 * MIB;
/** Texts that cells share are kept while the sheet is read. */
const MOST_SHARED = 128 * MIB;
/** Between two tags: more than a cell can hold (32,767 characters) is made to exhaust its reader. */
const LONGEST_TEXT = MIB;
/** What describes its cells, each part for itself. */
const MOST_DESCRIBING = 16 * MIB;
const MOST_ENTRIES = 2_000;

const SHEET = /^xl\/worksheets\/[^/]+\.xml$/;

export interface XlsxSurvey extends ImportSurvey {
  /** The part that its rows stand in. */
  readonly sheet: string;
}

/**
 * Unpacks the whole workbook once without keeping it, by its real bytes, whatever its directory says of sizes; counts
 * the rows of its first sheet. 422 for what is no workbook or unpacks to more than a reader can bear.
 */
export async function surveyXlsx(content: NodeJS.ReadableStream): Promise<XlsxSurvey> {
  const parts = workbookParts();
  const rows = new Map<string, number>();
  const sizes = new Sizes();
  let hasWorkbook = false;
  try {
    for await (const entry of zipEntries(content)) {
      const scan = new TagScan();
      const kept: Buffer[] = [];
      const isKept = entry.path === WORKBOOK || entry.path === RELATIONS;
      sizes.next(entry.path);
      for await (const part of entry) {
        const chunk = part as Buffer;
        sizes.add(chunk.length);
        scan.read(chunk);
        if (scan.longest > LONGEST_TEXT && entry.path.endsWith('.xml')) throw tooLarge();
        if (isKept) kept.push(chunk);
      }
      if (SHEET.test(entry.path)) rows.set(entry.path, scan.rows);
      if (entry.path === WORKBOOK) {
        hasWorkbook = true;
        await parts._parseWorkbook(Readable.from([Buffer.concat(kept).toString()]));
      }
      if (entry.path === RELATIONS) await parts._parseRels(Readable.from([Buffer.concat(kept).toString()]));
    }
  } catch (error) {
    throw error instanceof AppError ? error : noWorkbook(error);
  }
  const [lyingFirst] = rows.keys();
  const sheet = firstSheetOf(parts) ?? lyingFirst;
  const counted = sheet === undefined ? undefined : rows.get(sheet);
  if (!hasWorkbook || sheet === undefined || counted === undefined) throw noWorkbook();
  return { format: 'xlsx', rows: Math.max(0, counted - 1), sheet };
}

/** Holds what is unpacked against what a reader can bear. */
class Sizes {
  #entries = 0;
  #all = 0;
  #ofEntry = 0;
  #most = MOST_UNPACKED;

  next(path: string): void {
    this.#entries += 1;
    if (this.#entries > MOST_ENTRIES) throw tooLarge();
    this.#ofEntry = 0;
    this.#most = MOST_OF.get(path) ?? MOST_UNPACKED;
  }

  add(bytes: number): void {
    this.#all += bytes;
    this.#ofEntry += bytes;
    if (this.#all > MOST_UNPACKED || this.#ofEntry > this.#most) throw tooLarge();
  }
}

const MOST_OF: ReadonlyMap<string, number> = new Map([
  [SHARED_STRINGS, MOST_SHARED],
  [WORKBOOK, MOST_DESCRIBING],
  [RELATIONS, MOST_DESCRIBING],
  [STYLES, MOST_DESCRIBING],
]);

/**
 * Opens a surveyed workbook at its first sheet; rows are parsed as they are asked for. Reads the file twice: what describes
 * the cells may lie behind them.
 */
export async function openXlsx(read: () => Promise<NodeJS.ReadableStream>, { sheet }: XlsxSurvey): Promise<OpenImport> {
  const parts = await describingParts(await read());
  const rows = rowsOf(parts, await read(), sheet);
  const first = await rows.next();
  return { headings: first.done ? [] : headingsOf(first.value.cells), rows };
}

async function describingParts(content: NodeJS.ReadableStream): Promise<WorkbookParts> {
  const parts = workbookParts();
  try {
    for await (const entry of zipEntries(content)) {
      // ExcelJS decodes each piece for itself: a character that lies across two would be lost.
      entry.setEncoding('utf8');
      if (entry.path === WORKBOOK) await parts._parseWorkbook(entry);
      else if (entry.path === STYLES) await parts._parseStyles(entry);
      else if (entry.path === SHARED_STRINGS) for await (const _ of parts._parseSharedStrings(entry));
    }
  } catch (error) {
    throw noWorkbook(error);
  }
  return parts;
}

async function* rowsOf(parts: WorkbookParts, content: NodeJS.ReadableStream, path: string): AsyncGenerator<ImportRow> {
  try {
    for await (const entry of zipEntries(content)) {
      if (entry.path !== path) continue;
      entry.setEncoding('utf8');
      for (const { value: sheet } of parts._parseWorksheet(entry, '1'))
        for await (const row of sheet) {
          const cells = cellsOf(row);
          if (!isBlank(cells) && !isTemplateNote(cells)) yield { number: row.number, cells };
        }
      // Further sheets are another matter.
      return;
    }
  } catch (error) {
    throw noWorkbook(error);
  }
}

function cellsOf(row: ExcelJS.Row): ImportCell[] {
  const cells: ImportCell[] = [];
  row.eachCell({ includeEmpty: true }, (cell, column) => {
    cells[column - 1] = cellOf(cell);
  });
  return Array.from(cells, (cell) => cell ?? null);
}

function cellOf(cell: ExcelJS.Cell): ImportCell {
  const value = plain(cell.value);
  // 12.5% is stored as 0.125: what people see counts.
  if (typeof value === 'number' && cell.numFmt?.includes('%')) return `${Number((value * 100).toPrecision(15))}%`;
  return value;
}

/** A formula counts as its result, formatted text as its letters; an error (#N/A) is its text, and no value of any field. */
function plain(value: ExcelJS.CellValue): ImportCell {
  if (value === null || value === undefined) return null;
  if (value instanceof Date || typeof value !== 'object') return value;
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('error' in value) return value.error;
  if ('hyperlink' in value) return plain(value.text as ExcelJS.CellValue);
  if ('formula' in value || 'sharedFormula' in value) return plain(value.result ?? null);
  return null;
}

function noWorkbook(cause?: unknown): AppError {
  return new AppError(422, 'invalidType', {
    issues: [{ path: 'fileId', code: 'invalidType', key: 'invalidType.importFile' }],
    ...(cause === undefined ? {} : { cause }),
  });
}

function tooLarge(): AppError {
  return AppError.invalid([{ path: 'fileId', code: 'tooLarge', key: 'tooLarge.unpacked' }]);
}
