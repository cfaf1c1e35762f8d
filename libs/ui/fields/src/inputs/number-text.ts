/** What a reader typed as a number: full-width digits, thousands separators and 万/亿 are understood; null is no number. */
export function parseNumberText(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[,\s_¥￥$]/g, '');
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(万|亿)?%?$/.exec(plain);
  if (!match) return null;
  const factor = match[2] === '万' ? 1e4 : match[2] === '亿' ? 1e8 : 1;
  const value = Number(match[1]) * factor;
  return Number.isFinite(value) ? Number(value.toPrecision(15)) : null;
}

/** The same as exact decimal text, for money; null is no number. */
export function parseDecimalText(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/[,\s_¥￥$]/g, '');
  if (/[万亿]$/.test(plain)) {
    const value = parseNumberText(plain);
    return value === null ? null : String(value);
  }
  return /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(plain) ? plain.replace(/^\+/, '').replace(/\.$/, '') : null;
}
