const digitsByCurrency = new Map<string, number>();

/** Digits after the point of a currency, by ISO 4217; two for a code that nobody knows. */
export function currencyDigits(currency: string): number {
  const known = digitsByCurrency.get(currency);
  if (known !== undefined) return known;
  let digits = 2;
  try {
    digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    // A malformed code never reaches storage; formatting one must not throw.
  }
  digitsByCurrency.set(currency, digits);
  return digits;
}

/** `12.3` CNY → 1230n. Digits beyond the currency's are rounded half away from zero. */
export function toMinorUnits(amount: string, currency: string): bigint {
  const match = /^(-?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(amount.trim());
  if (!match) throw new RangeError(`Not an amount: ${amount}`);
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = `${whole}${fraction}`;
  const point = whole.length + Number(exponent) + currencyDigits(currency);
  const kept = point <= 0 ? '' : digits.slice(0, point).padEnd(point, '0');
  const next = point < 0 ? '0' : (digits[point] ?? '0');
  const minor = BigInt(kept || '0') + (next >= '5' ? 1n : 0n);
  return sign ? -minor : minor;
}

/** 1230n CNY → `12.30`. */
export function fromMinorUnits(minor: bigint, currency: string): string {
  const digits = currencyDigits(currency);
  const sign = minor < 0n ? '-' : '';
  const text = String(minor < 0n ? -minor : minor).padStart(digits + 1, '0');
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
