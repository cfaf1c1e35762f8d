import { dateText, isCalendarDate } from '@ruyi/contract/field-values';

/** A date as people type it: 2024-1-5, 2024/1/5, 2024.1.5, 2024年1月5日, 20240105; null when it is no day of the calendar. */
export function readDateText(text: string): string | null {
  const plain = text.normalize('NFKC').trim();
  const match =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (!match) return null;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  const date = dateText(year, month, day);
  return isCalendarDate(date) ? date : null;
}
