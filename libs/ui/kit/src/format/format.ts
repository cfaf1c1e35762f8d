import { inject } from '@angular/core';
import { LocaleStore } from '../i18n/locale-store.js';
import { injectTranslate } from '../i18n/translate.js';
import { RegionalSettings } from './regional-settings.js';
import { dayNumber, zonedParts } from './zoned-parts.js';

export interface MoneyValue {
  readonly amount: string | number;
  readonly currency: string;
}

/** Dates, times, numbers and money as the reader writes them, in the company's zone. */
export interface Format {
  /** `2026-11-24`, in English `Nov 24, 2026`. Takes a date or an instant. */
  date(value: string | Date | null | undefined): string;
  /** `2026-11-24 02:00`. */
  dateTime(value: string | Date | null | undefined): string;
  /** `11月21日 星期六`, `Saturday, November 21`. */
  longDate(value: Date): string;
  /** 今天 15:00, 明天 09:30, 11-23 10:00, and the year only when it is another one. */
  nearDateTime(value: string | Date | null | undefined): string;
  /** 今天, 明天, 11-23. */
  nearDate(value: string | Date | null | undefined): string;
  /** 刚刚, 5 分钟前, 3 小时前, 昨天 16:20, then the date. */
  ago(value: string | Date | null | undefined): string;
  number(value: number | null | undefined, decimals?: number): string;
  /** `¥1,234.50`, exact. */
  money(value: MoneyValue | null | undefined): string;
  /** `¥12.6万` in Chinese, never K or M. */
  shortMoney(value: MoneyValue | null | undefined): string;
  /** `1.2 MB`. */
  fileSize(bytes: number): string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export function injectFormat(): Format {
  const { locale } = inject(LocaleStore);
  const { timeZone } = inject(RegionalSettings);
  const t = injectTranslate();

  const date = (value: string | Date | null | undefined): string => {
    const at = toDate(value);
    if (!at) return '';
    const zone = isPlainDate(value) ? 'UTC' : timeZone();
    if (locale() === 'en') return intlDate('en', { dateStyle: 'medium', timeZone: zone }).format(at);
    const p = zonedParts(at, zone);
    return `${p.year}-${p.month}-${p.day}`;
  };
  const time = (at: Date) => {
    const p = zonedParts(at, timeZone());
    return `${p.hour}:${p.minute}`;
  };
  const shortDate = (at: Date, zone: string) => {
    const p = zonedParts(at, zone);
    if (p.year !== zonedParts(new Date(), timeZone()).year) return date(at);
    return locale() === 'en'
      ? intlDate('en', { month: 'short', day: 'numeric', timeZone: zone }).format(at)
      : `${p.month}-${p.day}`;
  };
  const daysAway = (at: Date, zone: string) => dayNumber(at, zone) - dayNumber(new Date(), timeZone());
  const near = (value: string | Date | null | undefined, withTime: boolean) => {
    const at = toDate(value);
    if (!at) return '';
    const zone = isPlainDate(value) ? 'UTC' : timeZone();
    const name = { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' }[String(daysAway(at, zone))];
    if (!withTime) return name ? t(`kit.time.${name}Date`) : shortDate(at, zone);
    return name ? t(`kit.time.${name}`, { time: time(at) }) : `${shortDate(at, zone)} ${time(at)}`;
  };
  const currency = (value: MoneyValue, options: Intl.NumberFormatOptions) =>
    intlNumber(locale(), {
      style: 'currency',
      currency: value.currency,
      currencyDisplay: 'narrowSymbol',
      ...options,
    }).format(value.amount as Intl.StringNumericLiteral);

  return {
    date,
    dateTime: (value) => {
      const at = toDate(value);
      return at ? `${date(at)} ${time(at)}` : '';
    },
    longDate: (value) =>
      intlDate(locale(), { month: 'long', day: 'numeric', weekday: 'long', timeZone: timeZone() }).format(value),
    nearDateTime: (value) => near(value, true),
    nearDate: (value) => near(value, false),
    ago: (value) => {
      const at = toDate(value);
      if (!at) return '';
      const age = Date.now() - at.getTime();
      if (age < -MINUTE || age >= 12 * HOUR) return near(at, true);
      if (age < MINUTE) return t('kit.time.now');
      return age < HOUR
        ? t('kit.time.minutes', { count: Math.floor(age / MINUTE) })
        : t('kit.time.hours', { count: Math.floor(age / HOUR) });
    },
    number: (value, decimals) =>
      value === null || value === undefined
        ? ''
        : intlNumber(locale(), {
            minimumFractionDigits: decimals,
            maximumFractionDigits: decimals ?? 10,
          }).format(value),
    money: (value) => (value ? currency(value, {}) : ''),
    shortMoney: (value) =>
      value
        ? currency(
            value,
            locale() === 'en' ? { maximumFractionDigits: 0 } : { notation: 'compact', maximumFractionDigits: 1 },
          )
        : '',
    fileSize: (bytes) => {
      const power = bytes < 1024 ? 0 : bytes < 1024 ** 2 ? 1 : 2;
      const value = bytes / 1024 ** power;
      return `${intlNumber(locale(), { maximumFractionDigits: power === 2 ? 1 : 0 }).format(value)} ${['B', 'KB', 'MB'][power]}`;
    },
  };
}

function isPlainDate(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
}

function toDate(value: string | Date | null | undefined): Date | null {
  if (!value) return null;
  const date = value instanceof Date ? value : new Date(isPlainDate(value) ? `${value}T00:00:00Z` : value);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** Making an Intl object costs more than a hundred uses of it. */
const dateFormats = new Map<string, Intl.DateTimeFormat>();
const numberFormats = new Map<string, Intl.NumberFormat>();

function intlDate(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return cached(dateFormats, locale, options, () => new Intl.DateTimeFormat(locale, options));
}

function intlNumber(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return cached(numberFormats, locale, options, () => new Intl.NumberFormat(locale, options));
}

function cached<T>(cache: Map<string, T>, locale: string, options: object, make: () => T): T {
  const key = locale + JSON.stringify(options);
  const known = cache.get(key);
  if (known) return known;
  const made = make();
  cache.set(key, made);
  return made;
}
