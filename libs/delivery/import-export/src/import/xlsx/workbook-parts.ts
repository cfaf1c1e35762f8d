import { posix } from 'node:path';
import { Readable } from 'node:stream';
import ExcelJS from 'exceljs';

/** The parts of a workbook beside its sheets, where every program puts them. */
export const WORKBOOK = 'xl/workbook.xml';
export const RELATIONS = 'xl/_rels/workbook.xml.rels';
export const STYLES = 'xl/styles.xml';
export const SHARED_STRINGS = 'xl/sharedStrings.xml';

/**
 * What ExcelJS 4.4 reads of a workbook, part by part, and does not declare. Its own way through a file takes the zip for
 * ended when the last byte is in, and then misses entries that still wait (about one small file of a hundred); it also
 * takes the sheet that lies first in the file for the first one.
 */
export interface WorkbookParts {
  readonly model?: { readonly sheets?: readonly SheetOfWorkbook[] };
  readonly workbookRels?: readonly { readonly Id: string; readonly Target: string }[];
  _parseWorkbook(part: Readable): Promise<void>;
  _parseRels(part: Readable): Promise<void>;
  _parseStyles(part: Readable): Promise<void>;
  /** To be gone through; the texts are kept. */
  _parseSharedStrings(part: Readable): AsyncIterable<unknown>;
  _parseWorksheet(
    part: AsyncIterable<unknown>,
    number: string,
  ): Iterable<{ readonly value: AsyncIterable<ExcelJS.Row> }>;
}

interface SheetOfWorkbook {
  readonly rId: string;
  readonly state?: 'visible' | 'hidden' | 'veryHidden';
}

export function workbookParts(): WorkbookParts {
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(Readable.from([]), {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  });
  return reader as unknown as WorkbookParts;
}

/** The part of the first tab that people see; null when the workbook does not say. */
export function firstSheetOf({ model, workbookRels = [] }: WorkbookParts): string | null {
  const sheets = model?.sheets ?? [];
  const first = sheets.find(({ state = 'visible' }) => state === 'visible') ?? sheets[0];
  const target = workbookRels.find(({ Id }) => Id === first?.rId)?.Target;
  // Of the folder of the workbook, or from the root: both are written.
  return target === undefined ? null : posix.resolve('/xl', target).slice(1);
}
