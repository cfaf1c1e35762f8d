import { argon2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashPassword, needsRehash, verifyPassword } from './password-hash.js';
import { passwordIssue } from './password-policy.js';

describe('password hashes', () => {
  it('are argon2id of at least 19 MiB and two passes, salted', async () => {
    const [first, second] = await Promise.all([hashPassword('如意 staff'), hashPassword('如意 staff')]);
    const [, memory, passes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/.exec(first) ?? [];
    expect(Number(memory)).toBeGreaterThanOrEqual(19 * 1024);
    expect(Number(passes)).toBeGreaterThanOrEqual(2);
    expect(first).not.toBe(second);
    expect(await verifyPassword('如意 staff', first)).toBe(true);
    expect(await verifyPassword('如意 staff ', first)).toBe(false);
  });

  it('verify by the cost they were made with, and are then due for today’s', async () => {
    const parameters = {
      message: 'right',
      nonce: Buffer.from('saltsaltsalt'),
      parallelism: 1,
      tagLength: 32,
      memory: 8192,
      passes: 1,
    };
    const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
    const stored = `$argon2id$v=19$m=8192,t=1,p=1$${unpadded(parameters.nonce)}$${unpadded(argon2Sync('argon2id', parameters))}`;
    expect([await verifyPassword('right', stored), await verifyPassword('wrong', stored)]).toEqual([true, false]);
    expect([needsRehash(stored), needsRehash(await hashPassword('right'))]).toEqual([true, false]);
  });

  it('of nobody take as long as of somebody', async () => {
    const stored = await hashPassword('right');
    const time = async (hash: string | null): Promise<number> => {
      const times = [];
      for (let round = 0; round < 5; round += 1) {
        const start = performance.now();
        await verifyPassword('wrong', hash);
        times.push(performance.now() - start);
      }
      return Math.min(...times);
    };
    expect(await time(null)).toBeGreaterThan((await time(stored)) / 4);
  });
});

describe('the policy', () => {
  it.each<[string, string | null]>([
    ['short', 'passwordTooShort'],
    ['密码密码', 'passwordTooShort'],
    ['一二三四五六七八', null],
    ['12345678', 'passwordTooCommon'],
    ['ＰＡＳＳＷＯＲＤ', 'passwordTooCommon'],
    ['aaaaaaaaaaaa', 'passwordTooCommon'],
    ['Li.Si@example.com', 'passwordIsOwn'],
    ['correct horse', null],
  ])('of %s: %s', (password, key) => {
    expect(passwordIssue(password, ['li.si@example.com', null])?.key ?? null).toBe(key);
  });

  it('bounds what has to be hashed', () => {
    expect(passwordIssue('abc'.repeat(100), [])).toMatchObject({ code: 'tooLong' });
  });
});
