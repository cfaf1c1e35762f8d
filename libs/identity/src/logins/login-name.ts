import type { Issue } from '@ruyi/contract/errors';
import { canonicalMobile, cleanText, isEmail } from '@ruyi/contract/field-values';

/** What somebody logs in with, in the form that is stored and compared. */
export interface LoginName {
  readonly kind: 'email' | 'mobile' | 'handle';
  readonly value: string;
}

/** The part before the company code. Begins with a letter: digits alone would look like a mobile. */
const ACCOUNT = /^[a-z][a-z0-9._-]{1,31}$/;
const HANDLE = /^([a-z][a-z0-9._-]{1,31})@(\d{8})$/;

/** The stored form of an e-mail address, or null when it is none. */
export function normaliseEmail(input: string): string | null {
  const cleaned = cleanText(input);
  const email = (cleaned.ok && cleaned.value ? cleaned.value : '').normalize('NFKC').toLowerCase();
  return isEmail(email) ? email : null;
}

/** The stored form of a mobile: eleven digits for the mainland, E.164 for the rest of the world; null when it is none. */
export function normaliseMobile(input: string): string | null {
  return input.length <= 60 ? (canonicalMobile(input) ?? null) : null;
}

/** A company's own account name for staff with neither e-mail nor mobile: letters, digits, `._-`. */
export function normaliseAccountName(input: string): string | null {
  const name = input.normalize('NFKC').trim().toLowerCase();
  return ACCOUNT.test(name) ? name : null;
}

/** Reads what was typed into the log-in form; null when nobody can have that name. */
export function readLoginName(input: string): LoginName | null {
  if (input.length > 300) return null;
  const mobile = normaliseMobile(input);
  if (mobile) return { kind: 'mobile', value: mobile };
  const folded = input.normalize('NFKC').trim().toLowerCase();
  if (HANDLE.test(folded)) return { kind: 'handle', value: folded };
  const email = normaliseEmail(folded);
  return email ? { kind: 'email', value: email } : null;
}

/** The e-mail and mobile of a form; what is wrong goes to `issues`. */
export function readContact(
  input: { readonly email?: string | null | undefined; readonly mobile?: string | null | undefined },
  issues: Issue[],
): { readonly email: string | null; readonly mobile: string | null } {
  const email = input.email ? normaliseEmail(input.email) : null;
  const mobile = input.mobile ? normaliseMobile(input.mobile) : null;
  if (input.email && !email) issues.push({ path: 'email', code: 'patternMismatch', key: 'patternMismatch.email' });
  if (input.mobile && !mobile) issues.push({ path: 'mobile', code: 'patternMismatch', key: 'patternMismatch.mobile' });
  return { email, mobile };
}
