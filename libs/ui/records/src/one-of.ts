import { labelText, type Label, type Locale } from '@ruyi/contract/metadata';

/** One record of a module: 客户 is one and many, Customers are many. */
export function oneOf(label: Label | undefined, locale: Locale): string {
  if (!label) return '';
  const text = labelText(label, locale);
  if (locale !== 'en' || !/[a-z]s$/.test(text) || text.endsWith('ss')) return text;
  return text.endsWith('ies') ? `${text.slice(0, -3)}y` : text.slice(0, -1);
}
