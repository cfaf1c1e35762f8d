import { messageOf, type AppError, type Issue } from '@ruyi/contract/errors';
import { labelText } from '@ruyi/contract/metadata';
import { newId, type Context } from '@ruyi/engine/context';
import type { FailedRow } from '@ruyi/engine/events';
import { rowError, type DuplicateMatch } from '@ruyi/engine/records';
import { describedMatch } from './described-match.js';
import { cellText, type ImportRow } from './import-cell.js';
import type { ImportPlan } from './import-request.js';

/** Characters of a cell that a reason repeats. */
const SHOWN = 60;

/** A row as it stands in the file, and where the plan's columns stand in it. */
interface RowOfFile {
  readonly row: ImportRow;
  readonly positions: readonly number[];
}

/** Why a row was refused, in the words of the file's headings; what is taken is named, with the record that has it. */
export function failedRow(ctx: Context, plan: ImportPlan, { row, positions }: RowOfFile, error: AppError): FailedRow {
  const isEnglish = ctx.locale === 'en';
  const { code, path } = rowError(ctx, error);
  const reasons = error.issues.map((issue) => {
    const key = issue.path.split('.')[0] ?? '';
    const index = plan.columns.findIndex(({ field }) => field.key === key);
    const field = plan.model.fields.get(key);
    const heading = plan.columns[index]?.heading ?? (field ? labelText(field.label, ctx.locale) : '');
    const message = withRecords(ctx, messageOf(issue, ctx.locale), recordsOf(error, issue));
    if (heading === '') return message;
    const value = issue.code === 'notUnique' ? cellText(row.cells[positions[index] ?? -1] ?? null) : null;
    const named = value === null ? heading : quoted(heading, value.slice(0, SHOWN), isEnglish);
    return isEnglish ? `${named}: ${message}` : `${named}：${message}`;
  });
  const message =
    reasons.length > 0
      ? reasons.join(isEnglish ? '; ' : '；')
      : messageOf({ code: error.code, key: error.key, params: error.params }, ctx.locale);
  return { id: newId(), error: { code, message, row: row.number, ...(path === undefined ? {} : { path }) } };
}

function quoted(heading: string, value: string, isEnglish: boolean): string {
  return isEnglish ? `${heading} “${value}”` : `${heading}「${value}」`;
}

/** The records that have the value, of an error that tells of them. */
function recordsOf(error: AppError, issue: Issue): readonly DuplicateMatch[] {
  if (issue.code !== 'notUnique' || !Array.isArray(error.meta?.['duplicates'])) return [];
  return (error.meta['duplicates'] as DuplicateMatch[]).filter(({ field }) => (field ?? '') === issue.path);
}

function withRecords({ locale }: Context, message: string, records: readonly DuplicateMatch[]): string {
  const names = records.map((match) => describedMatch(match, locale)).filter((name) => name !== '');
  if (names.length === 0) return message;
  return locale === 'en' ? `${message}: ${names.join(', ')}` : `${message}：${names.join('、')}`;
}
