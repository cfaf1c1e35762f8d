import { AUDIT_SUBJECTS, type AuditSubject } from '@ruyi/contract/access';
import { AppError } from '@ruyi/contract/errors';
import { addDays, readDate, readDateTime, startOfDay } from '@ruyi/contract/field-values';
import type { Context } from '@ruyi/engine/context';
import type { AuditFilter } from '@ruyi/identity';
import { IdField, OneOfField, TextField } from '../base/input/body-fields.js';

const MOMENT = 'A date-time, or a date: the whole day in the company’s time zone; inclusive';

/** The filter of the audit log, of its list and of its export. */
export class AuditFilterFields {
  @OneOfField(Object.keys(AUDIT_SUBJECTS), { optional: true }) about?: AuditSubject;
  @TextField({ optional: true, description: 'One kind of entry: `role.edit`' }) action?: string;
  @IdField({ optional: true, description: 'Who did it, or was refused it' }) userId?: string;
  @TextField({ optional: true, max: 40, description: MOMENT }) from?: string;
  @TextField({ optional: true, max: 40, description: MOMENT }) to?: string;
}

/** The filter with its days as instants. */
export function auditFilterOrThrow(ctx: Context, fields: AuditFilterFields): AuditFilter {
  const { about, action, userId } = fields;
  const from = momentOrThrow(ctx, fields, 'from');
  const to = momentOrThrow(ctx, fields, 'to');
  return {
    ...(about === undefined ? {} : { about }),
    ...(action === undefined ? {} : { action }),
    ...(userId === undefined ? {} : { userId }),
    ...(from === undefined ? {} : { from: from.toISOString() }),
    ...(to === undefined ? {} : { before: to.toISOString() }),
  };
}

/** The first instant that counts, or the first that does not any more. */
function momentOrThrow({ timeZone }: Context, fields: AuditFilterFields, path: 'from' | 'to'): Date | undefined {
  const text = fields[path];
  if (text === undefined) return undefined;
  const isDay = !/[T:]/i.test(text);
  const read = isDay ? readDate(text) : readDateTime(text, timeZone);
  if (!read.ok) throw AppError.invalid(read.issues.map((issue) => ({ ...issue, path })));
  const value = read.value ?? '';
  if (isDay) return startOfDay(path === 'from' ? value : addDays(value, 1), timeZone);
  return new Date(Date.parse(value) + (path === 'from' ? 0 : 1));
}
