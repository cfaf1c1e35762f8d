import { Readable } from 'node:stream';
import ExcelJS from 'exceljs';
import { Parse, type Entry } from 'unzipper';
import { AppError } from '@ruyi/contract/errors';
import {
  headingsOf,
  isBlank,
  type ImportCell,
  type ImportRow,
  type ImportSurvey,
  type OpenImport,
} from './import-cell.js';
import { isTemplateNote } from './template/template-note.js';

const MIB = 1024 * 1024;
/** What a workbook may unpack to. A hundred thousand rows of thirty columns are about 150 MiB. */
const MOST_UNPACKED = 768 * MIB;
/** Texts that cells share are kept while the sheet is read. */
const MOST_SHARED = 128 * MIB;
/** Between two tags: more than a cell can hold (32,767 characters) is made to exhaust its reader. */
const LONGEST_TEXT = MIB;
const MOST_ENTRIES = 2_000;

const SHARED_STRINGS = 'xl/sharedStrings.xml';
const SHEET = /^xl\/worksheets\/sheet\d+\.xml$/;
const LESS_THAN = 0x3c;
const ROW = [0x72, 0x6f, 0x77];

/** Which parts it has beside its sheets. */
export interface XlsxSurvey extends ImportSurvey {
  readonly hasTexts: boolean;
  readonly hasStyles: boolean;
}

/**
 * Unpacks the whole workbook once without keeping it, by its real bytes, whatever its directory says of sizes; counts
 * the rows of its first sheet. 422 for what is no workbook or unpacks to more than a reader can bear.
 */
export async function surveyXlsx(content: NodeJS.ReadableStream): Promise<XlsxSurvey> {
  let unpacked = 0;
  let entries = 0;
  let rows: number | null = null;
  const parts = new Set<string>();
  await eachEntry(content, async (entry) => {
    entries += 1;
    if (entries > MOST_ENTRIES) throw tooLarge();
    parts.add(entry.path);
    const scan = new TagScan();
    let size = 0;
    for await (const part of entry) {
      const chunk = part as Buffer;
      size += chunk.length;
      unpacked += chunk.length;
      if (unpacked > MOST_UNPACKED || (entry.path === SHARED_STRINGS && size > MOST_SHARED)) throw tooLarge();
      scan.read(chunk);
      if (scan.longest > LONGEST_TEXT && entry.path.endsWith('.xml')) throw tooLarge();
    }
    if (SHEET.test(entry.path)) rows ??= scan.rows;
  });
  if (!parts.has('xl/workbook.xml') || rows === null) throw noWorkbook();
  return {
    format: 'xlsx',
    rows: Math.max(0, rows - 1),
    hasTexts: parts.has(SHARED_STRINGS),
    hasStyles: parts.has('xl/styles.xml'),
  };
}

async function eachEntry(content: NodeJS.ReadableStream, look: (entry: Entry) => Promise<void>): Promise<void> {
  const zip = content.pipe(Parse({ forceStream: true }));
  content.on('error', (error) => zip.destroy(error));
  let looking: Entry | null = null;
  let fault: Error | null = null;
  // A file that is cut short is a fault of the zip alone: its last entry would be waited for without an end.
  zip.on('error', (error: Error) => {
    fault = error;
    looking?.destroy(error);
  });
  try {
    for await (const entry of zip as AsyncIterable<Entry>) {
      looking = entry;
      if (fault !== null) throw noWorkbook(fault);
      await look(entry);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw noWorkbook(error);
  } finally {
    if (content instanceof Readable) content.destroy();
  }
}

/** Counts `<row` and measures the longest run without a tag. */
class TagScan {
  rows = 0;
  longest = 0;
  #run = 0;
  /** How much of `<row` has just been seen. */
  #seen = 0;

  read(chunk: Buffer): void {
    for (const byte of chunk) {
      if (byte === LESS_THAN) {
        this.#run = 0;
        this.#seen = 1;
        continue;
      }
      this.#run += 1;
      if (this.#run > this.longest) this.longest = this.#run;
      if (this.#seen === 0) continue;
      // `<rowBreaks>` is no row: the next byte must end the name.
      if (this.#seen === 4) {
        if (byte === 0x20 || byte === 0x3e || byte === 0x2f) this.rows += 1;
        this.#seen = 0;
      } else this.#seen = byte === ROW[this.#seen - 1] ? this.#seen + 1 : 0;
    }
  }
}

/**
 * Opens a surveyed workbook at its first sheet; rows are parsed as they are asked for. ExcelJS 4.4 takes about one file of a
 * hundred for ended before it has seen its last parts, and would then show cells without their texts: such a one is read anew.
 */
export async function openXlsx(
  read: () => Promise<NodeJS.ReadableStream>,
  { hasTexts, hasStyles }: XlsxSurvey,
): Promise<OpenImport> {
  for (let attempt = 1; ; attempt += 1) {
    const content = await read();
    const reader = readerOf(content);
    const seen = reader as unknown as Seen;
    seen.model = UNREAD;
    const rows = rowsOf(reader, content);
    const first = await rows.next();
    const isLast = attempt === ATTEMPTS;
    const hasAll = seen.model !== UNREAD && !(hasTexts && seen.sharedStrings === undefined);
    // Of a sheet that is read as it comes, the styles may stand behind.
    if (hasAll && (isLast || !hasStyles || seen.styles !== undefined))
      return { headings: first.done ? [] : headingsOf(first.value.cells), rows };
    await rows.return(undefined);
    if (isLast) throw noWorkbook();
  }
}

const ATTEMPTS = 10;
const UNREAD = {};

/** What ExcelJS has read of a workbook beside its sheets, and does not declare. */
interface Seen {
  model: object;
  readonly sharedStrings?: readonly unknown[];
  readonly styles?: object;
}

function readerOf(content: NodeJS.ReadableStream): ExcelJS.stream.xlsx.WorkbookReader {
  return new ExcelJS.stream.xlsx.WorkbookReader(content as Readable, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  });
}

async function* rowsOf(
  reader: ExcelJS.stream.xlsx.WorkbookReader,
  content: NodeJS.ReadableStream,
): AsyncGenerator<ImportRow> {
  try {
    for await (const sheet of reader) {
      for await (const row of sheet) {
        const cells = cellsOf(row);
        if (!isBlank(cells) && !isTemplateNote(cells)) yield { number: row.number, cells };
      }
      // Further sheets are another matter.
      return;
    }
  } catch (error) {
    throw noWorkbook(error);
  } finally {
    if (content instanceof Readable) content.destroy();
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
