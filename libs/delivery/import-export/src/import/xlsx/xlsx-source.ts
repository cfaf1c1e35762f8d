import { Readable } from 'node:stream';
import { AppError } from '@ruyi/contract/errors';
import { headingsOf, isBlank, type ImportRow, type ImportSurvey, type OpenImport } from '../import-cell.js';
import { isTemplateNote } from '../template/template-note.js';
import { TagScan } from './tag-scan.js';
import { sheetRows, type SheetContext } from './sheet-rows.js';
import {
  firstSheetOf,
  readRelations,
  readSharedStrings,
  readStyles,
  readWorkbook,
  RELATIONS,
  SHARED_STRINGS,
  STYLES,
  WORKBOOK,
  type NumberKind,
  type Workbook,
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
  const rows = new Map<string, number>();
  const sizes = new Sizes();
  let workbook: Workbook | null = null;
  let relations: ReadonlyMap<string, string> = new Map();
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
      if (entry.path === WORKBOOK) workbook = await readWorkbook(Readable.from([Buffer.concat(kept)]));
      if (entry.path === RELATIONS) relations = await readRelations(Readable.from([Buffer.concat(kept)]));
    }
  } catch (error) {
    throw error instanceof AppError ? error : noWorkbook(error);
  }
  if (workbook === null) throw noWorkbook();
  const [lyingFirst] = rows.keys();
  const sheet = firstSheetOf(workbook, relations) ?? lyingFirst;
  const counted = sheet === undefined ? undefined : rows.get(sheet);
  if (sheet === undefined || counted === undefined) throw noWorkbook();
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
 * Opens a surveyed workbook at its first sheet; rows are parsed as they are asked for. Reads the file twice: what the cells
 * refer to may lie behind them.
 */
export async function openXlsx(read: () => Promise<NodeJS.ReadableStream>, { sheet }: XlsxSurvey): Promise<OpenImport> {
  const context = await contextOf(await read());
  const rows = rowsOf(context, await read(), sheet);
  const first = await rows.next();
  return { headings: first.done ? [] : headingsOf(first.value.cells), rows };
}

async function contextOf(content: NodeJS.ReadableStream): Promise<SheetContext> {
  let texts: readonly string[] = [];
  let styles: readonly NumberKind[] = [];
  let startsIn1904 = false;
  try {
    for await (const entry of zipEntries(content)) {
      if (entry.path === WORKBOOK) ({ startsIn1904 } = await readWorkbook(entry));
      else if (entry.path === STYLES) styles = await readStyles(entry);
      else if (entry.path === SHARED_STRINGS) texts = await readSharedStrings(entry);
    }
  } catch (error) {
    throw noWorkbook(error);
  }
  return { texts, styles, startsIn1904 };
}

async function* rowsOf(context: SheetContext, content: NodeJS.ReadableStream, path: string): AsyncGenerator<ImportRow> {
  try {
    for await (const entry of zipEntries(content)) {
      if (entry.path !== path) continue;
      for await (const row of sheetRows(entry, context))
        if (!isBlank(row.cells) && !isTemplateNote(row.cells)) yield row;
      // Further sheets are another matter.
      return;
    }
  } catch (error) {
    throw noWorkbook(error);
  }
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
