import type { Readable } from 'node:stream';
import { dateFromSerial } from 'numfmt';
import type { ImportCell, ImportRow } from '../import-cell.js';
import { xmlPieces, type XmlVisitor } from './read-xml.js';
import { TextRun } from './text-run.js';
import type { NumberKind } from './workbook-parts.js';

/** What the cells of a sheet refer to. */
export interface SheetContext {
  readonly texts: readonly string[];
  readonly styles: readonly NumberKind[];
  readonly startsIn1904: boolean;
}

/** Columns of the largest sheet there is: A to XFD. */
const MOST_COLUMNS = 16_384;
const DAYS_TO_1904 = 1_462;
/** From the beginning of 1900 to that of the year 10000. */
const DAYS_TO_10000 = 2_958_466;

/** The rows of a sheet (ECMA-376 part 1, 18.3.1) as they come; of a formula its result. Throws at what is no sheet. */
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
      // Rows and cells need not say where they are: then they follow the one before.
      this.#row = Math.max(this.#row + 1, Number(attributes['r'] ?? 0));
      if (Number.isNaN(this.#row)) throw new RangeError('a row without a number');
      this.#column = 0;
      this.#cells = [];
    } else if (name === 'c' && this.#cells) {
      this.#column = attributes['r'] === undefined ? this.#column + 1 : columnOf(attributes['r']);
      if (this.#column > MOST_COLUMNS) throw new RangeError('a cell behind the last column');
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
      if (cell !== null && this.#cells) this.#cells[this.#column - 1] = cell;
      this.#cell = null;
    } else this.#run.close(name);
  }

  /** The rows that have ended since it was last asked. */
  take(): readonly ImportRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  /** A cell by its type (18.18.11). */
  #cellOf({ t: type = 'n', s: style }: Readonly<Record<string, string>>, value: string): ImportCell {
    if (value === '') return null;
    switch (type) {
      case 's':
        return this.#shared(Number(value));
      case 'b':
        return value === '1' || value === 'true';
      case 'n':
        return this.#number(value, this.context.styles[Number(style ?? 0)] ?? 'number');
      case 'd':
        return isoDate(value);
      default:
        // A text; an error (#N/A), which is no value of any field.
        return value;
    }
  }

  #shared(index: number): string {
    const text = this.context.texts[index];
    if (text === undefined) throw new RangeError('a cell refers to a text that is not there');
    return text;
  }

  #number(value: string, kind: NumberKind): ImportCell {
    const number = Number(value);
    if (Number.isNaN(number)) return value;
    if (kind === 'date') return this.#date(number);
    // 12.5% is stored as 0.125: what people see counts.
    return kind === 'percent' ? `${Number((number * 100).toPrecision(15))}%` : number;
  }

  /** A spreadsheet shows no date there is none for: what is left is the number. */
  #date(value: number): Date | number {
    const serial = this.context.startsIn1904 ? value + DAYS_TO_1904 : value;
    if (!(serial >= 0 && serial < DAYS_TO_10000)) return value;
    const [year, month, day, ...clock] = dateFromSerial(serial);
    return new Date(Date.UTC(year, month - 1, day, ...clock));
  }
}

/** As it stands on the wall: the zone is not looked at. */
function isoDate(value: string): Date | string {
  const date = new Date(`${value.replace(/(T[\d:.]+)(Z|[+-][\d:]+)$/, '$1')}${value.includes('T') ? 'Z' : ''}`);
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
  if (column === 0) throw new RangeError('a cell without a column');
  return column;
}
