import type { Locale } from '@ruyi/contract/metadata';
import { cellText, type ImportCell } from '../import-cell.js';

/** How the row of a template begins that says how the others are filled. */
const NOTES: Readonly<Record<Locale, string>> = {
  'zh-CN': '填写说明，导入时跳过此行',
  en: 'How to fill in; this row is not imported',
};

export function templateNote(locale: Locale): string {
  return NOTES[locale];
}

/** Whether a row is the template's own, left where it was. */
export function isTemplateNote([first = null]: readonly ImportCell[]): boolean {
  const text = cellText(first);
  return text !== null && Object.values(NOTES).some((note) => text.startsWith(note));
}
