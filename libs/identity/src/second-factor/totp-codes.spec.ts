import { TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { newTotpSecret, stepOfCode, totpAddress } from './totp-codes.js';

/** "12345678901234567890", the secret of RFC 6238's table. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('codes by time', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [20_000_000_000, '353130'],
  ])('at %s seconds is %s, as RFC 6238 has it', (seconds, code) => {
    expect(stepOfCode(SECRET, code, seconds * 1000)).toBe(Math.floor(seconds / 30));
  });

  it('are good in their own step, the one before and the one after', () => {
    const step = 37_037_036;
    const code = TOTP.generate({ secret: newTotp(SECRET).secret, timestamp: step * 30_000 });
    const good = [-61, -60, -30, -1, 0, 29, 30, 59, 60, 61].filter(
      (seconds) => stepOfCode(SECRET, code, step * 30_000 + seconds * 1000) === step,
    );
    expect(good).toEqual([-30, -1, 0, 29, 30, 59]);
  });

  it.each(['', '28708', '2870822', 'abcdef', '２８７０８２', '-28708', ' 87082'])('is not %j', (code) => {
    expect(stepOfCode(SECRET, code, 59_000)).toBeNull();
  });

  it('come from a secret of 160 bits, which the address names', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(secret);
    const address = totpAddress(secret, { issuer: '如意CRM', label: 'li@example.com' });
    expect(new URL(address).protocol).toBe('otpauth:');
    expect(new URL(address).searchParams.get('secret')).toBe(secret);
    expect(new URL(address).searchParams.get('issuer')).toBe('如意CRM');
  });
});

function newTotp(secret: string): TOTP {
  return new TOTP({ secret });
}
