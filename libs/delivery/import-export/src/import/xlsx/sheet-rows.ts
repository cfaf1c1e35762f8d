import type { Readable } from 'node:stream';
import { AppError } from '@ruyi/contract/errors';
import { CellError, type ImportCell, type ImportRow } from '../import-cell.js';
import { xmlPieces, type XmlVisitor } from './read-xml.js';
import { TextRun } from './text-run.js';
import type { NumberKind } from './workbook-parts.js';

/** What the cells of a sheet refer to. */
export interface SheetContext {
  readonly texts: readonly string[];
  readonly styles: readonly NumberKind[];
  readonly startsIn1904: boolean;
}

/** More than an import can have columns; a sheet may go on to 16,384. */
const MOST_COLUMNS = 2_000;
const LAST_ROW = 1_048_576;

const DAY_MS = 24 * 60 * 60 * 1000;
const DAYS_TO_1904 = 1_462;
/** From the beginning of 1900 to that of the year 10000. */
const DAYS_TO_10000 = 2_958_466;
/** Spreadsheets have a 29 February 1900 (18.17.4). */
const FIRST_OF_MARCH_1900 = 61;
const PLAIN = new Intl.NumberFormat('en', { useGrouping: false, maximumFractionDigits: 20 });

/** The rows of a sheet (ECMA-376 part 1, 18.3.1) as they come; of a formula its result. Throws at what is no sheet, a RangeError at what is too large for one. */
export async function* sheetRows(part: Readable, context: SheetContext): AsyncGenerator<ImportRow, void> {
  const reader = new SheetReader(context);
  for await (const _ of xmlPieces(part, reader)) yield* reader.take();
  yield* reader.take();
}

class SheetReader implements XmlVisitor {
  #rows: ImportRow[] = [];
  #row = 0;
  #column = 0;
  #cells: ImportCell[] | null = null;
  #cell: Readonly<Record<string, string>> | null = null;
  readonly #run = new TextRun();

  constructor(private readonly context: SheetContext) {}

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') {
      this.#row = this.#rowOf(attributes['r']);
      this.#column = 0;
      this.#cells = [];
    } else if (name === 'c' && this.#cells) {
      this.#column = attributes['r'] === undefined ? this.#column + 1 : columnOf(attributes['r']);
      this.#cell = attributes;
    } else if (this.#cell) this.#run.open(name);
  }

  text(text: string): void {
    this.#run.add(text);
  }

  close(name: string): void {
    if (name === 'row' && this.#cells) {
      this.#rows.push({ number: this.#row, cells: Array.from(this.#cells, (cell) => cell ?? null) });
      this.#cells = null;
    } else if (name === 'c' && this.#cell) {
      const cell = this.#cellOf(this.#cell, this.#run.take());
      if (cell !== null && this.#cells) {
        if (this.#column > MOST_COLUMNS)
          throw AppError.invalid([
            { path: 'fileId', code: 'limitReached', key: 'limitReached.columns', params: { max: MOST_COLUMNS } },
          ]);
        this.#cells[this.#column - 1] = cell;
      }
      this.#cell = null;
    } else this.#run.close(name);
  }

  /** The rows that have ended since it was last asked. */
  take(): readonly ImportRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  /** Rows and cells need not say where they are: then they follow the one before. */
  #rowOf(place: string | undefined): number {
    const row = place === undefined ? this.#row + 1 : Number(place);
    if (!Number.isInteger(row) || row < 1) throw new Error('a row without a number');
    if (row > LAST_ROW) throw new RangeError('a sheet with too many rows');
    return Math.max(this.#row + 1, row);
  }

  /** A cell by its type (18.18.11). */
  #cellOf({ t: type = 'n', s: style = '0' }: Readonly<Record<string, string>>, text: string): ImportCell {
    const value = text.trim();
    if (value === '') return null;
    switch (type) {
      case 's':
        return this.#shared(Number(value));
      case 'b':
        return value === '1' || value.toLowerCase() === 'true';
      case 'n':
        return this.#number(value, this.context.styles[Number(style)] ?? 'number');
      case 'd':
        return isoDate(value);
      case 'e':
        return new CellError(value);
      default:
        return text;
    }
  }

  #shared(index: number): string {
    const text = this.context.texts[index];
    if (text === undefined) throw new Error('a cell refers to a text that is not there');
    return text;
  }

  #number(value: string, kind: NumberKind): ImportCell {
    const number = Number(value);
    if (!Number.isFinite(number)) return value;
    if (kind === 'date') return this.#date(number);
    // 12.5% is stored as 0.125: what people see counts.
    return kind === 'percent' ? `${PLAIN.format(Number((number * 100).toPrecision(15)))}%` : number;
  }

  /** To the second. A spreadsheet shows no date where there is none: what is left is the number. */
  #date(value: number): Date | number {
    const serial = this.context.startsIn1904 ? value + DAYS_TO_1904 : value;
    if (!(serial >= 0 && serial < DAYS_TO_10000)) return value;
    const days = serial < FIRST_OF_MARCH_1900 ? serial + 1 : serial;
    return new Date(DAY_ZERO + Math.round((days * DAY_MS) / 1000) * 1000);
  }
}

/** Day 0 of dates from March 1900 on. */
const DAY_ZERO = Date.UTC(1899, 11, 30);

/** As it stands on the wall: the zone is not looked at. */
function isoDate(value: string): Date | string {
  const [, day, clock = '00:00'] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d+)?)?).*)?$/.exec(value) ?? [];
  const date = new Date(`${day}T${clock}Z`);
  return Number.isNaN(date.getTime()) ? value : date;
}

/** `AB12` → 28. */
function columnOf(place: string): number {
  let column = 0;
  for (const letter of place) {
    const digit = letter.charCodeAt(0) - 64;
    if (digit < 1 || digit > 26) break;
    column = column * 26 + digit;
  }
  if (column === 0) throw new Error('a cell without a column');
  return column;
}
