import { AppError, type Issue } from '@ruyi/contract/errors';
import { normaliseAccountName, readContact } from '../logins/login-name.js';
import { readName } from '../logins/read-name.js';
import { passwordIssue } from '../passwords/password-policy.js';
import type { Placement } from './check-placement.js';

/** A user as an administrator writes one. In a change, what is absent stays. */
export interface UserInput extends Placement {
  readonly name?: string | undefined;
  readonly email?: string | null | undefined;
  readonly mobile?: string | null | undefined;
  readonly account?: string | null | undefined;
  readonly password?: string | undefined;
}

export interface CheckedUser {
  readonly name: string | undefined;
  readonly email: string | null;
  readonly mobile: string | null;
  readonly handle: string | null;
}

/** Checks and normalises names and contacts; throws every issue at once. */
export function checkUserInput(input: UserInput, mode: 'create' | 'change'): CheckedUser {
  const issues: Issue[] = [];
  const name =
    input.name === undefined && mode === 'change'
      ? undefined
      : (readName(input.name ?? '', 'name', issues, 50) ?? undefined);
  const { email, mobile } = readContact(input, issues);
  const handle = input.account ? normaliseAccountName(input.account) : null;
  if (input.account && !handle)
    issues.push({ path: 'account', code: 'patternMismatch', key: 'patternMismatch.account' });
  if (mode === 'create' && !input.email && !input.mobile && !input.account) {
    issues.push({ path: 'mobile', code: 'required', key: 'emailOrMobileRequired' });
  }
  const weakness = input.password === undefined ? null : passwordIssue(input.password, [email, mobile, handle, name]);
  if (weakness) issues.push(weakness);
  if (issues.length > 0) throw AppError.invalid(issues);
  return { name, email, mobile, handle };
}
