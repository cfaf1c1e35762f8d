import { labelText, type Label, type Locale } from '@ruyi/contract/metadata';

/** One record of a module within a sentence: 客户 is one and many, Customers are many. */
export function oneOf(label: Label | undefined, locale: Locale): string {
  const text = manyOf(label, locale);
  if (locale !== 'en' || !/[a-z]s$/.test(text) || text.endsWith('ss')) return text;
  return text.endsWith('ies') ? `${text.slice(0, -3)}y` : text.slice(0, -1);
}

/** The records of a module within a sentence, where English has no capital but for abbreviations. */
export function manyOf(label: Label | undefined, locale: Locale): string {
  if (!label) return '';
  const text = labelText(label, locale);
  return locale === 'en' && /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
