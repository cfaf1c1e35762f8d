import type { Option } from '../field.js';

/** Colours for options that name none, told apart by most people on white. */
export const OPTION_COLORS = [
  '#1565c0',
  '#2e7d32',
  '#ef6c00',
  '#6a1b9a',
  '#00838f',
  '#c62828',
  '#4e342e',
  '#ad1457',
  '#283593',
  '#558b2f',
  '#00695c',
  '#546e7a',
] as const;

export const GREY = '#757575';

type OptionRow = readonly [key: string, zh: string, en: string, color?: string];

/** Options from rows of key, Chinese, English and colour; a row without one takes the next of the palette. */
export function optionRows(rows: readonly OptionRow[]): readonly Option[] {
  return rows.map(([key, zh, en, color], index) => ({
    key,
    label: { zh, en },
    color: color ?? OPTION_COLORS[index % OPTION_COLORS.length] ?? GREY,
  }));
}
