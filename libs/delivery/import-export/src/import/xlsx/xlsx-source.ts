import type { Readable } from 'node:stream';
import { AppError } from '@ruyi/contract/errors';
import { headingsOf, isBlank, type ImportRow, type ImportSurvey, type OpenImport } from '../import-cell.js';
import { isTemplateNote } from '../template/template-note.js';
import { sheetRows, type SheetContext } from './sheet-rows.js';
import { TagScan } from './tag-scan.js';
import { WorkbookArchive } from './workbook-archive.js';
import {
  firstSheetOf,
  readRelations,
  readSharedStrings,
  readStyles,
  readWorkbook,
  relationsOf,
  type Relation,
} from './workbook-parts.js';

const MIB = 1024 * 1024;
/** The packed file is held while it is read. */
const MOST_PACKED = 100 * MIB;
/** What a sheet may unpack to. A hundred thousand rows of thirty columns are about 150 MiB. */
const MOST_OF_SHEET = 768 * MIB;
/** Texts that cells share are kept while the sheet is read. */
const MOST_SHARED = 128 * MIB;
/** What else is read of a workbook, each part for itself. */
const MOST_OF_OTHERS = 16 * MIB;
/** Between two tags: more than a cell can hold (32,767 characters) is made to exhaust its reader. */
const LONGEST_TEXT = MIB;

export interface XlsxSurvey extends ImportSurvey {
  /** The parts that its rows need; null where it has none. */
  readonly parts: { readonly sheet: string; readonly texts: string | null; readonly styles: string | null };
  readonly startsIn1904: boolean;
}

/**
 * Unpacks what is read of a workbook once without keeping it, by its real bytes, whatever its directory says of sizes;
 * counts the rows of its first sheet. 422 for what is no workbook or unpacks to more than a reader can bear.
 */
export async function surveyXlsx(content: NodeJS.ReadableStream): Promise<XlsxSurvey> {
  const packed = await packedOf(content);
  try {
    const archive = await WorkbookArchive.open(packed);
    const [main] = ofKind(await relations(archive, ''), 'officeDocument');
    if (main === undefined) throw noWorkbook();
    const own = await relations(archive, main);
    await scanned(archive, main, MOST_OF_OTHERS);
    const workbook = await readWorkbook(await opened(archive, main));
    const sheet = firstSheetOf(workbook, own);
    if (sheet === undefined) throw noWorkbook();
    // Some workbooks name parts that they do not have.
    const present = own.filter(({ target }) => archive.has(target));
    const [texts = null] = ofKind(present, 'sharedStrings');
    const [styles = null] = ofKind(present, 'styles');
    if (texts !== null) await scanned(archive, texts, MOST_SHARED);
    if (styles !== null) await scanned(archive, styles, MOST_OF_OTHERS);
    const rows = await scanned(archive, sheet, MOST_OF_SHEET);
    return {
      format: 'xlsx',
      rows: Math.max(0, rows - 1),
      parts: { sheet, texts, styles },
      startsIn1904: workbook.startsIn1904,
    };
  } catch (error) {
    throw told(error);
  }
}

/** Opens a surveyed workbook at its first sheet; rows are parsed as they are asked for. */
export async function openXlsx(
  content: NodeJS.ReadableStream,
  { parts, startsIn1904 }: XlsxSurvey,
): Promise<OpenImport> {
  const packed = await packedOf(content);
  const read = async (): Promise<AsyncGenerator<ImportRow>> => {
    const archive = await WorkbookArchive.open(packed);
    const styles = parts.styles === null ? [] : await readStyles(await opened(archive, parts.styles));
    const texts = parts.texts === null ? [] : await readSharedStrings(await opened(archive, parts.texts));
    return rowsOf(await opened(archive, parts.sheet), { styles, texts, startsIn1904 });
  };
  const rows = await read().catch((error: unknown) => Promise.reject(told(error)));
  const first = await rows.next();
  return { headings: first.done ? [] : headingsOf(first.value.cells), rows };
}

async function packedOf(content: NodeJS.ReadableStream): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of content as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > MOST_PACKED) throw tooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

async function* rowsOf(sheet: Readable, context: SheetContext): AsyncGenerator<ImportRow> {
  try {
    for await (const row of sheetRows(sheet, context)) if (!isBlank(row.cells) && !isTemplateNote(row.cells)) yield row;
  } catch (error) {
    throw told(error);
  }
}

async function relations(archive: WorkbookArchive, owner: string): Promise<readonly Relation[]> {
  const part = relationsOf(owner);
  await scanned(archive, part, MOST_OF_OTHERS);
  return readRelations(await opened(archive, part), owner);
}

function ofKind(all: readonly Relation[], wanted: string): string[] {
  return all.flatMap(({ kind, target }) => (kind === wanted ? [target] : []));
}

async function opened(archive: WorkbookArchive, part: string): Promise<Readable> {
  const content = await archive.read(part);
  if (content === null) throw noWorkbook();
  return content;
}

/** How many rows a part has, if it is one that a reader can bear. */
async function scanned(archive: WorkbookArchive, part: string, most: number): Promise<number> {
  const scan = new TagScan();
  let size = 0;
  for await (const piece of (await opened(archive, part)) as AsyncIterable<Buffer>) {
    size += piece.length;
    scan.read(piece);
    if (size > most || scan.longest > LONGEST_TEXT) throw tooLarge();
  }
  return scan.rows;
}

function told(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return error instanceof RangeError ? tooLarge(error) : noWorkbook(error);
}

function noWorkbook(cause?: unknown): AppError {
  return new AppError(422, 'invalidType', {
    issues: [{ path: 'fileId', code: 'invalidType', key: 'invalidType.importFile' }],
    ...(cause === undefined ? {} : { cause }),
  });
}

function tooLarge(cause?: unknown): AppError {
  return new AppError(422, 'tooLarge', {
    issues: [{ path: 'fileId', code: 'tooLarge', key: 'tooLarge.unpacked' }],
    ...(cause === undefined ? {} : { cause }),
  });
}
