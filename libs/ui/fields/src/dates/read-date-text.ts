import { dateText, isCalendarDate } from '@ruyi/contract/field-values';

const WRITTEN = [/^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/, /^(\d{4})(\d{2})(\d{2})$/] as const;

function partsOf(text: string): readonly string[] | null {
  const plain = text.normalize('NFKC').trim();
  return (WRITTEN[0].exec(plain) ?? WRITTEN[1].exec(plain))?.slice(1) ?? null;
}

/** A date as people type it: 2024-1-5, 2024/1/5, 2024.1.5, 2024年1月5日, 20240105; null when it is no day of the calendar. */
export function readDateText(text: string): string | null {
  const parts = partsOf(text);
  if (parts === null) return null;
  const [year = 0, month = 0, day = 0] = parts.map(Number);
  const date = dateText(year, month, day);
  return isCalendarDate(date) ? date : null;
}

/** Whether the text names a year, a month and a day, be there such a day or not. */
export function isWrittenAsDay(text: string): boolean {
  return partsOf(text) !== null;
}
