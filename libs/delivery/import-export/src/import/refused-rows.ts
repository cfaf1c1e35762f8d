import type { Writable } from 'node:stream';
import type { Context } from '@ruyi/engine/context';
import type { FileSink } from '../export-records.js';
import type { ExportCell } from '../export-cell.js';
import { csvWriter, EXPORT_TYPES, xlsxWriter, type ExportColumn } from '../export-writers.js';
import { saveWritten } from '../save-written.js';
import { CellError, type ImportCell, type ImportFormat, type OpenImport } from './import-cell.js';

export interface RefusedFile {
  readonly id: string;
  readonly name: string;
  readonly format: ImportFormat;
  /** Heading of the column that says why. */
  readonly reasonHeading: string;
  /** Why, by the row's number. */
  readonly reasons: ReadonlyMap<number, string>;
}

/** Writes the rows that were refused, as they stood in the file, each with the reason behind it; to be mended and imported again. */
export async function writeRefusedRows(
  ctx: Context,
  files: FileSink,
  source: OpenImport,
  file: RefusedFile,
): Promise<string> {
  const width = source.headings.length;
  const columns: ExportColumn[] = [...source.headings, file.reasonHeading].map((heading) => ({
    heading,
    kind: 'text',
  }));
  const write = async (output: Writable): Promise<void> => {
    try {
      const writer = await (file.format === 'csv'
        ? csvWriter(output, columns)
        : xlsxWriter(output, columns, file.reasonHeading));
      for await (const { number, cells } of source.rows) {
        const reason = file.reasons.get(number);
        if (reason === undefined) continue;
        const row = Array.from({ length: width }, (_, index) => exported(cells[index] ?? null));
        await writer.row([...row, reason]);
      }
      await writer.end();
    } finally {
      await source.rows[Symbol.asyncIterator]().return?.();
    }
  };
  const [id] = await saveWritten(
    (content) => files.save(ctx, { id: file.id, name: file.name, type: EXPORT_TYPES[file.format] }, content),
    write,
  );
  return id;
}

function exported(cell: ImportCell): ExportCell {
  return typeof cell === 'boolean' || cell instanceof CellError ? String(cell) : cell;
}
