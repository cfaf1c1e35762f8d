import { accepted, refused, type ParseResult } from '@ruyi/contract/field-values';
import { cellText, type ImportCell } from './import-cell.js';

/** What people write around a number: currency signs, thousands' commas, 元. */
const AROUND = /^[¥￥$€£]|元$|(?<=\d),(?=\d{3}(?:\D|$))/g;
const DECIMAL = /^[+-]?\d+(\.\d+)?$/;

/** The decimal of a cell as text: `¥1,234.50` → `1234.50`, `（12）` stays what it is and is refused. */
export function decimalOf(cell: ImportCell): string | null {
  if (typeof cell === 'number') return String(cell);
  const text = cellText(cell)?.normalize('NFKC').replaceAll(/\s/g, '').replaceAll(AROUND, '') ?? '';
  return DECIMAL.test(text) ? text : null;
}

export function readNumberCell(cell: ImportCell, suffix = ''): ParseResult<unknown> {
  const bare = suffix !== '' && typeof cell === 'string' ? cell.trim().replace(new RegExp(`${suffix}$`), '') : cell;
  const text = decimalOf(bare);
  return text === null ? refused('invalidType', { key: 'invalidType.number' }) : accepted(Number(text));
}
