import { v5 as uuidOf } from 'uuid';
import type { Context } from '@ruyi/engine/context';
import type { WarnedRow } from '@ruyi/engine/events';
import type { DuplicateMatch } from '@ruyi/engine/records';
import { describedMatch } from './described-match.js';
import type { FileSink } from '../export-records.js';
import type { AlikeToRow } from './import-batch.js';
import type { ImportFormat, OpenImport } from './import-cell.js';
import { writeRefusedRows } from './refused-rows.js';

/** As a job keeps them. */
export function warnedRows(alike: readonly AlikeToRow[]): WarnedRow[] {
  return alike.map(({ number, id, duplicates }) => ({ id, row: number, warning: { duplicates } }));
}

/** The rows that were imported and are like what the company has, as they stood in the file; null where there are none. */
export async function writeAlikeRows(
  ctx: Context,
  files: FileSink,
  source: {
    readonly open: () => Promise<OpenImport>;
    readonly format: ImportFormat;
    readonly jobId: string;
    readonly label: string;
  },
  warnings: ReadonlyMap<number, object>,
): Promise<string | null> {
  if (warnings.size === 0) return null;
  const { format, jobId, label } = source;
  const isEnglish = ctx.locale === 'en';
  const reasons = new Map(
    [...warnings].map(([row, warning]) => [
      row,
      (warning as { duplicates: readonly DuplicateMatch[] }).duplicates
        .map((match) => describedMatch(match, ctx.locale))
        .join(isEnglish ? '; ' : '；'),
    ]),
  );
  return writeRefusedRows(ctx, files, await source.open(), {
    // The file of a run that is begun again takes the place of the one before.
    id: uuidOf('alike', jobId),
    name: isEnglish ? `${label}-alike.${format}` : `${label}-疑似重复.${format}`,
    format,
    reasonHeading: isEnglish ? 'Looks like' : '疑似重复',
    reasons,
  });
}
