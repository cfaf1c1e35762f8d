/** What a formula left where it had no result, like `#REF!`: it is no value of any field. */
export class CellError {
  constructor(readonly name: string) {}

  toString(): string {
    return this.name;
  }
}

/** A cell of an import's file. A date is the clock on the wall, written as if it were UTC: spreadsheets know no zones. */
export type ImportCell = string | number | boolean | Date | CellError | null;

/** One row that has something in it. */
export interface ImportRow {
  /** As a spreadsheet counts: the heading of a file that begins with it is row 1. */
  readonly number: number;
  readonly cells: readonly ImportCell[];
}

/** What a file says of itself before its rows are read. */
export interface ImportSurvey {
  readonly format: ImportFormat;
  /** Rows below the heading, counted without being read: blank ones may be among them. */
  readonly rows: number;
}

export type ImportFormat = 'csv' | 'xlsx';

/** A file that is being read: its headings are known, its rows come as they are asked for. */
export interface OpenImport {
  readonly headings: readonly string[];
  readonly rows: AsyncIterable<ImportRow>;
}

/** A cell as a person would read it aloud; null where there is nothing. */
export function cellText(cell: ImportCell): string | null {
  if (cell === null) return null;
  if (cell instanceof Date) return cell.toISOString().slice(0, 19).replace('T', ' ');
  const text = String(cell).trim();
  return text === '' ? null : text;
}

export function isBlank(cells: readonly ImportCell[]): boolean {
  return cells.every((cell) => cellText(cell) === null);
}

/** More of a heading is not looked at. */
const LONGEST_HEADING = 1_000;

/** The headings of a file; texts of one line, trimmed. Columns without one are left alone. */
export function headingsOf(cells: readonly ImportCell[]): string[] {
  return cells.map((cell) => (cellText(cell) ?? '').slice(0, LONGEST_HEADING).replace(/\s+/g, ' '));
}
