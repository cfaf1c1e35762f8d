import { createHash } from 'node:crypto';
import { Secret } from 'otpauth';

export const RECOVERY_CODES = 10;
/** 80 bits: as long as this there is nothing to guess, and a plain hash suffices. */
const CODE_BYTES = 10;
const SHAPE = /^[A-Z2-7]{16}$/;
/** What people read into letters that the codes do not have. */
const MISREAD: Readonly<Record<string, string>> = { '0': 'O', '1': 'I', '8': 'B' };

/** Fresh codes as they are shown once, and the only form of them that is stored. */
export function issueRecoveryCodes(): { readonly codes: readonly string[]; readonly hashes: readonly string[] } {
  const codes = Array.from({ length: RECOVERY_CODES }, () => new Secret({ size: CODE_BYTES }).base32);
  return { codes: codes.map(shown), hashes: codes.map(hash) };
}

/** The stored form of what somebody typed; null when it cannot be a recovery code. */
export function recoveryHash(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/[018]/g, (digit) => MISREAD[digit] ?? digit);
  return SHAPE.test(code) ? hash(code) : null;
}

function shown(code: string): string {
  return code.toLowerCase().replace(/(.{4})(?!$)/g, '$1-');
}

function hash(code: string): string {
  return createHash('sha256').update(code).digest('base64url');
}
