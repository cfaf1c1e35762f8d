import { FIELD_VALUE_TYPES, wallTime, type Money } from '@ruyi/contract/field-values';
import type { Context } from '@ruyi/engine/context';
import type { ReadableField, RecordItem } from '@ruyi/engine/records';

/** A cell of an export: what spreadsheets calculate with stays a number or a date, the rest is text. */
export type ExportCell = string | number | Date | null;

/** The cell of a record's field as the caller sees it: masked where masked, names where ids are. */
export function exportCell(
  ctx: Context,
  path: string,
  { field, masked }: ReadableField,
  record: RecordItem,
): ExportCell {
  const value = record[path];
  if (value === null || value === undefined) return null;
  if (masked || field.key === 'id') return String(value);
  switch (field.type) {
    case 'number':
    case 'integer':
    case 'percent':
    case 'rating':
      return typeof value === 'number' ? value : String(value);
    case 'money':
      return moneyCell(value as Money, field.currency ?? ctx.baseCurrency);
    case 'date':
      return new Date(`${String(value)}T00:00:00Z`);
    case 'dateTime':
      return wallClock(new Date(String(value)), ctx.timeZone);
    default: {
      const shown = record._display[path];
      if (typeof shown === 'string') return shown;
      const text = FIELD_VALUE_TYPES[field.type].format(value, field, ctx.locale, {
        timeZone: ctx.timeZone,
        baseCurrency: ctx.baseCurrency,
      });
      return text === '' ? null : text;
    }
  }
}

/** A figure in the field's usual currency, which the heading stands for; another one is named beside it, so that no sum mixes them. */
function moneyCell({ amount, currency }: Money, usual: string): ExportCell {
  return currency === usual ? Number(amount) : `${amount} ${currency}`;
}

/** Spreadsheets know no zones: the instant as the clock on the tenant's wall shows it, written as if it were UTC. */
function wallClock(instant: Date, timeZone: string): Date {
  const { year, month, day, hour, minute, second } = wallTime(instant, timeZone);
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
}

/**
 * What a spreadsheet would take for a formula when it opens a CSV gets an apostrophe before it (OWASP, CSV injection).
 * A plain number, such as -5 or +8613800138000, is left as it is.
 */
export function neutraliseFormula(text: string): string {
  return /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
}
