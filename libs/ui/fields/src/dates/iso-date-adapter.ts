import { Injectable, inject } from '@angular/core';
import { NativeDateAdapter } from '@angular/material/core';
import { dateText } from '@ruyi/contract/field-values';
import { FieldEnvironment } from '../field-environment.js';
import { readDateText } from './read-date-text.js';

/** Dates are written 2026-11-21 in both languages, read in every form that people use, and weeks start on Monday. */
@Injectable()
export class IsoDateAdapter extends NativeDateAdapter {
  private readonly environment = inject(FieldEnvironment);

  /** The tenant's day, which near midnight is not the browser's. */
  override today(): Date {
    return localDay(this.environment.today());
  }

  override getDateNames(): string[] {
    return Array.from({ length: 31 }, (_, index) => String(index + 1));
  }

  override getFirstDayOfWeek(): number {
    return 1;
  }

  override parse(value: unknown): Date | null {
    if (typeof value !== 'string' || value.trim() === '') return null;
    const iso = readDateText(value);
    return iso === null ? this.invalid() : localDay(iso);
  }

  override format(date: Date, displayFormat: object): string {
    if ('iso' in displayFormat) return dateText(date.getFullYear(), date.getMonth() + 1, date.getDate());
    return super.format(date, displayFormat);
  }
}

/** Formats for Material's date picker to go with {@link IsoDateAdapter}. */
export const ISO_DATE_FORMATS = {
  parse: { dateInput: null },
  display: {
    dateInput: { iso: true },
    monthYearLabel: { year: 'numeric', month: 'short' },
    dateA11yLabel: { year: 'numeric', month: 'long', day: 'numeric' },
    monthYearA11yLabel: { year: 'numeric', month: 'long' },
  },
} as const;

/** The day of the browser's calendar that a picker shows for `YYYY-MM-DD`. */
export function localDay(iso: string): Date {
  const [year = 0, month = 1, day = 1] = iso.split('-').map(Number);
  const date = new Date(year, month - 1, day);
  date.setFullYear(year);
  return date;
}
