import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'fast-csv';
import { AppError } from '@ruyi/contract/errors';
import { headingsOf, isBlank, type ImportRow, type ImportSurvey, type OpenImport } from './import-cell.js';
import { isTemplateNote } from './template/template-note.js';

/** Bytes that are looked at to tell what stands between cells. */
const HEAD = 64 * 1024;
const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const DELIMITERS = [',', '\t', ';'] as const;

export interface CsvSurvey extends ImportSurvey {
  readonly format: 'csv';
  readonly encoding: 'utf-8' | 'gb18030' | 'utf-16le';
  readonly delimiter: (typeof DELIMITERS)[number];
}

/**
 * Reads the whole file once without keeping it: UTF-8 where every byte is, else GB18030 (what Excel writes in China);
 * a second byte of a GB18030 character is never a quote or a line's end (GB 18030-2022, 6.1), so lines can be counted.
 */
export async function surveyCsv(content: NodeJS.ReadableStream): Promise<CsvSurvey> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  let head = Buffer.alloc(0);
  let lines = 0;
  let inQuotes = false;
  let last = LINE_FEED;
  for await (const part of content) {
    const chunk = Buffer.from(part as Uint8Array);
    if (head.length < HEAD) head = Buffer.concat([head, chunk]).subarray(0, HEAD);
    for (const byte of chunk) {
      if (byte === QUOTE) inQuotes = !inQuotes;
      else if (byte === LINE_FEED && !inQuotes) lines += 1;
    }
    last = chunk.at(-1) ?? last;
    isUtf8 &&= decodes(utf8, chunk, true);
  }
  isUtf8 &&= decodes(utf8, Buffer.alloc(0), false);
  if (last !== LINE_FEED) lines += 1;
  const encoding = head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : isUtf8 ? 'utf-8' : 'gb18030';
  if (encoding !== 'utf-16le' && head.includes(0))
    throw AppError.invalid([{ path: 'fileId', code: 'invalidType', key: 'invalidType.importFile' }]);
  const text = new TextDecoder(encoding).decode(head);
  return { format: 'csv', encoding, delimiter: delimiterOf(text), rows: Math.max(0, lines - 1) };
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
        { path: 'fileId', code: 'malformed', key: 'malformed.csv', params: { row: number + 1 } },
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
    for await (const chunk of source) yield decoder.decode(Buffer.from(chunk as Buffer), { stream: true });
    yield decoder.decode();
  };
}

/** Takes away the apostrophe that keeps a spreadsheet from taking a text for a formula, as exports write it. */
function unescaped(text: string): string {
  return /^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}
