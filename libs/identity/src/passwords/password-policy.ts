import type { Issue } from '@ruyi/contract/errors';
import { passwordStrength } from '@ruyi/contract/passwords';

export const PASSWORD_MIN_LENGTH = 8;
/** Long enough for any passphrase; bounds what a stranger can make the server hash. */
export const PASSWORD_MAX_LENGTH = 128;

/**
 * What is wrong with a new password, or null: too short, or too easy to guess for who knows the person's name, log-in and
 * company. There are no rules on which characters it is made of.
 */
export function passwordIssue(
  password: string,
  own: readonly (string | null | undefined)[],
  path = 'password',
): Issue | null {
  const length = [...password].length;
  if (length < PASSWORD_MIN_LENGTH) {
    return { path, code: 'outOfRange', key: 'passwordTooShort', params: { min: PASSWORD_MIN_LENGTH } };
  }
  if (length > PASSWORD_MAX_LENGTH) return { path, code: 'tooLong', params: { max: PASSWORD_MAX_LENGTH } };
  const { weakness } = passwordStrength(password, own);
  if (weakness === null) return null;
  return { path, code: 'patternMismatch', key: weakness === 'own' ? 'passwordIsOwn' : 'passwordTooCommon' };
}
