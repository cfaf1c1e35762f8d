import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'fast-csv';
import { AppError } from '@ruyi/contract/errors';
import { headingsOf, isBlank, type ImportRow, type ImportSurvey, type OpenImport } from './import-cell.js';
import { CsvScan } from './csv-scan.js';
import { isTemplateNote } from './template/template-note.js';

/** Bytes that are looked at to tell what stands between cells. */
const HEAD = 64 * 1024;
/**
 * The parser begins a row anew with each piece that it is given, until the row is whole: it is given large pieces, and no row
 * is much longer than one of them.
 */
const PIECE = 256 * 1024;
const LONGEST_ROW = 256 * 1024;
const DELIMITERS = [',', '\t', ';'] as const;

type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

export interface CsvSurvey extends ImportSurvey {
  readonly format: 'csv';
  readonly encoding: Encoding;
  readonly delimiter: (typeof DELIMITERS)[number];
  /** The line of a cell whose quotes are wrong, which a parser may refuse. */
  readonly wrongAt: number | null;
}

/**
 * Reads the whole file once without keeping it: UTF-16 by its mark, UTF-8 where every byte is, else GB18030 (what Excel
 * writes in China); a second byte of a GB18030 character is never a quote or a line's end (GB 18030-2022, 6.1), so rows can
 * be counted. 422 for a row that nobody means.
 */
export async function surveyCsv(content: NodeJS.ReadableStream): Promise<CsvSurvey> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  let start: CsvStart | null = null;
  for await (const part of content) {
    const chunk = Buffer.from(part as Uint8Array);
    start ??= startOf(chunk);
    start.scan.read(start.wide ? Buffer.from(start.wide.decode(chunk, { stream: true })) : chunk);
    if (start.scan.longest > LONGEST_ROW)
      throw AppError.invalid([
        { path: 'fileId', code: 'tooLong', key: 'tooLong.csvRow', params: { row: start.scan.longestAt } },
      ]);
    isUtf8 &&= decodes(utf8, chunk, true);
  }
  isUtf8 &&= decodes(utf8, Buffer.alloc(0), false);
  const { scan, wide, delimiter } = start ?? startOf(Buffer.alloc(0));
  const rows = Math.max(0, scan.end() - 1);
  const encoding = wide?.encoding ?? (isUtf8 ? 'utf-8' : 'gb18030');
  return { format: 'csv', encoding: encoding as Encoding, delimiter, rows, wrongAt: scan.wrongAt };
}

interface CsvStart {
  /** Of a file in UTF-16, whose bytes are not those of its characters. */
  readonly wide: InstanceType<typeof TextDecoder> | null;
  readonly delimiter: CsvSurvey['delimiter'];
  readonly scan: CsvScan;
}

/** What the first piece of a file says. 422 where it is no text. */
function startOf(chunk: Buffer): CsvStart {
  const head = chunk.subarray(0, HEAD);
  const wide = wideOf(head);
  if (!wide && head.includes(0))
    throw AppError.invalid([{ path: 'fileId', code: 'invalidType', key: 'invalidType.importFile' }]);
  // Delimiters and line ends are the same bytes in UTF-8 and in GB18030.
  const delimiter = delimiterOf(new TextDecoder(wide?.encoding ?? 'utf-8').decode(head));
  return { wide, delimiter, scan: new CsvScan(delimiter.charCodeAt(0)) };
}

function wideOf([first, second]: Uint8Array): InstanceType<typeof TextDecoder> | null {
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le');
  return first === 0xfe && second === 0xff ? new TextDecoder('utf-16be') : null;
}

function decodes(decoder: InstanceType<typeof TextDecoder>, chunk: Buffer, stream: boolean): boolean {
  try {
    decoder.decode(chunk, { stream });
    return true;
  } catch {
    return false;
  }
}

/** Whichever stands most often in the first line. */
function delimiterOf(text: string): CsvSurvey['delimiter'] {
  const line = text.slice(0, text.search(/[\r\n]|$/)).replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((each) => line.split(each).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** Opens a surveyed file; rows are parsed as they are asked for. 422 where the file is no csv. */
export async function openCsv(content: NodeJS.ReadableStream, survey: CsvSurvey): Promise<OpenImport> {
  const rows = rowsOf(content, survey);
  const first = await rows.next();
  return { headings: first.done ? [] : headingsOf(first.value.cells), rows };
}

async function* rowsOf(content: NodeJS.ReadableStream, survey: CsvSurvey): AsyncGenerator<ImportRow> {
  const parser = parse<string[], string[]>({ headers: false, delimiter: survey.delimiter });
  // What goes wrong on the way is thrown by the parser to its reader below.
  const flowing = pipeline(content, decoded(survey.encoding), parser).catch(() => undefined);
  let number = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      number += 1;
      const values = cells.map(unescaped);
      if (!isBlank(values) && !isTemplateNote(values)) yield { number, cells: values };
    }
  } catch (error) {
    if (error instanceof Error && /^Parse Error/.test(error.message))
      throw AppError.invalid([
        { path: 'fileId', code: 'malformed', key: 'malformed.csv', params: { row: survey.wrongAt ?? number + 1 } },
      ]);
    throw error;
  } finally {
    if (content instanceof Readable) content.destroy();
    await flowing;
  }
}

function decoded(encoding: string): (source: AsyncIterable<string | Buffer>) => AsyncGenerator<string> {
  return async function* decode(source) {
    const decoder = new TextDecoder(encoding);
    let piece = '';
    for await (const chunk of source) {
      piece += decoder.decode(Buffer.from(chunk as Buffer), { stream: true });
      if (piece.length < PIECE) continue;
      yield piece;
      piece = '';
    }
    yield piece + decoder.decode();
  };
}

/** Takes away the apostrophe that keeps a spreadsheet from taking a text for a formula, as exports write it. */
function unescaped(text: string): string {
  return /^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}
