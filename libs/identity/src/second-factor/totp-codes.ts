import { Secret, TOTP } from 'otpauth';

/** Seconds that a code is shown. */
const PERIOD = 30;
const DIGITS = 6;
/** Steps before and after the present one whose codes are good too: clocks differ, and typing takes time. */
const WINDOW = 1;
const SECRET_BYTES = 20;

/** A fresh secret, in the letters that people type into their app. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What the QR code says to the app: `otpauth://totp/…`. */
export function totpAddress(
  secret: string,
  { issuer, label }: { readonly issuer: string; readonly label: string },
): string {
  return totpOf(secret, { issuer, label }).toString();
}

/** The step (of 30 seconds since 1970) whose code this is; null when it is none of those that are good at `now`. */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = totpOf(secret).validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? null : Math.floor(now / 1000 / PERIOD) + delta;
}

function totpOf(secret: string, names: { readonly issuer?: string; readonly label?: string } = {}): TOTP {
  return new TOTP({ ...names, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: DIGITS, period: PERIOD });
}
