import type { Issue } from '@ruyi/contract/errors';

export const PASSWORD_MIN_LENGTH = 8;
/** Long enough for any passphrase; bounds what a stranger can make the server hash. */
export const PASSWORD_MAX_LENGTH = 128;

const COMMON = new Set([
  '12345678',
  '123456789',
  '1234567890',
  '87654321',
  '11111111',
  '00000000',
  '88888888',
  '66666666',
  '12341234',
  '11223344',
  '123123123',
  'password',
  'password1',
  'passw0rd',
  'p@ssw0rd',
  'qwertyui',
  'qwertyuiop',
  'qwerty123',
  '1qaz2wsx',
  '1q2w3e4r',
  'abcd1234',
  'abc12345',
  'a1234567',
  'a12345678',
  'aa123456',
  'asdfghjk',
  'iloveyou',
  'woaini1314',
  'woaini520',
  '5201314a',
  'admin123',
  'admin888',
  'asdf1234',
  'zxcvbnm1',
  'letmein1',
  'sunshine',
]);

/** What is wrong with a new password, or null. Length counts; a common one or one's own name for logging in is refused. */
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
  const folded = password.normalize('NFKC').toLowerCase();
  if (COMMON.has(folded) || new Set(folded).size < 3)
    return { path, code: 'patternMismatch', key: 'passwordTooCommon' };
  if (own.some((name) => name && folded === name.toLowerCase())) {
    return { path, code: 'patternMismatch', key: 'passwordIsLogin' };
  }
  return null;
}
