import { expect, it } from 'vitest';
import { issueRecoveryCodes, RECOVERY_CODES, recoveryHash } from './recovery-codes.js';

it('are ten, each of its own, known again however they are typed', () => {
  const { codes, hashes } = issueRecoveryCodes();
  expect(new Set(codes).size).toBe(RECOVERY_CODES);
  expect(codes[0]).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/);
  const [code = ''] = codes;
  const misread = code.replaceAll('o', '0').replaceAll('i', '1').replaceAll('b', '8');
  for (const typed of [code, code.toUpperCase(), code.replaceAll('-', ' '), ` ${code.replaceAll('-', '')} `, misread])
    expect(recoveryHash(typed)).toBe(hashes[0]);
  expect(hashes.join()).not.toContain(code.replaceAll('-', ''));
});

it.each(['', '123456', 'abcd-efgh-ijkl', 'abcd-efgh-ijkl-mno9', 'abcd-efgh-ijkl-mnop-q'])('is not %j', (typed) => {
  expect(recoveryHash(typed)).toBeNull();
});
