import { accepted, refused, type ParseResult } from '@ruyi/contract/field-values';
import { cellText, type ImportCell } from './import-cell.js';

/** 2024-1-5, 2024/1/5, 2024.1.5, 2024年1月5日, with a time behind it or not. */
const WRITTEN = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]+(.+))?$/;
const TIME = /^(\d{1,2})[:时点](\d{1,2})?(?:[:分](\d{1,2})(?:\.\d+)?)?[分秒]?$/;
/** Longer texts show no day; the pattern would take its time over thousands of spaces. */
const LONGEST = 100;
const DAY = 86_400_000;
/** Serial numbers of days that a spreadsheet would show as 1901 to 2099. */
const SERIALS = { min: 367, max: 73_050 } as const;

/** The day and the clock that a cell shows; null where it shows none. */
function wallOf(cell: ImportCell): { readonly day: string; readonly time: string } | null {
  if (cell instanceof Date) return fromIso(cell);
  // Days since 1899-12-30 (ECMA-376, 18.17.4.1: the 1900 date system).
  if (typeof cell === 'number')
    return cell >= SERIALS.min && cell <= SERIALS.max
      ? fromIso(new Date(Date.UTC(1899, 11, 30) + Math.round(cell * DAY)))
      : null;
  const text = cellText(cell) ?? '';
  const match = text.length <= LONGEST ? WRITTEN.exec(text.normalize('NFKC')) : null;
  if (!match) return null;
  const [, year = '', month = '', day = '', rest] = match;
  const time = rest === undefined ? '00:00:00' : timeOf(rest);
  return time === null ? null : { day: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, time };
}

function timeOf(text: string): string | null {
  const match = TIME.exec(text.trim());
  if (!match) return null;
  return [match[1], match[2], match[3]].map((part) => (part ?? '0').padStart(2, '0')).join(':');
}

function fromIso(date: Date): { day: string; time: string } | null {
  if (Number.isNaN(date.getTime())) return null;
  // Serial numbers carry the error of a float: the second that is meant is the nearest.
  const iso = new Date(Math.round(date.getTime() / 1000) * 1000).toISOString();
  return { day: iso.slice(0, 10), time: iso.slice(11, 19) };
}

export function readDateCell(cell: ImportCell): ParseResult<unknown> {
  const wall = wallOf(cell);
  return wall ? accepted(wall.day) : refused('invalidType', { key: 'invalidType.importDate' });
}

/** Without a zone: the clock on the tenant's wall. A text that is a full instant is taken as one. */
export function readDateTimeCell(cell: ImportCell): ParseResult<unknown> {
  if (typeof cell === 'string' && /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/i.test(cell.trim()))
    return accepted(cell.trim());
  const wall = wallOf(cell);
  return wall ? accepted(`${wall.day}T${wall.time}`) : refused('invalidType', { key: 'invalidType.importDate' });
}
