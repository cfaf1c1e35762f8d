import { describe, expect, it } from 'vitest';
import { AesSecretBox } from './aes-secret-box.js';
import { readConfig } from './config.js';

describe('settings', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      workerPort: null,
      databaseUrl: null,
      redisUrl: null,
      smtpUrl: null,
      logLevel: 'info',
    });
  });

  it.each([
    ['PORT', 'abc', 'PORT has to be a whole number from 0 to 65535, not "abc"'],
    ['PORT', '70000', 'PORT has to be a whole number'],
    ['PORT', '-1', 'PORT has to be a whole number'],
    ['WORKER_PORT', 'x', 'WORKER_PORT has to be a whole number'],
    ['HOST', 'a b', 'HOST has to be a host name'],
    ['DATABASE_URL', 'mysql://x', 'DATABASE_URL has to be an address like postgres://'],
    ['REDIS_URL', 'localhost:6379', 'REDIS_URL has to be an address like redis://'],
    ['SMTP_URL', 'nonsense', 'SMTP_URL has to be an address like smtp://'],
    ['PUBLIC_URL', 'ftp://x', 'PUBLIC_URL has to be an address like http://'],
    ['SECRET_KEY', 'short', 'SECRET_KEY has to have 16 characters'],
    ['ALLOWED_HOSTS', 'mail.local, http://x', 'ALLOWED_HOSTS has to be host names'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL has to be one of fatal'],
  ])('refuses %s=%s in one line', (name, value, message) => {
    expect(() => readConfig({ [name]: value })).toThrow(message);
    expect(() => readConfig({ [name]: value })).not.toThrow(/\n/);
  });

  it('never repeats an address, which may hold a password', () => {
    expect(() => readConfig({ DATABASE_URL: 'mysql://user:hunter2@host/db' })).not.toThrow('hunter2');
  });
});

describe('the secret box', () => {
  const box = new AesSecretBox('an install secret');

  it('gives back what was sealed, and never the same text twice', () => {
    const sealed = box.seal('a', '密码 🔑');
    expect(sealed).not.toContain('密码');
    expect(box.open('a', sealed)).toBe('密码 🔑');
    expect(box.seal('a', '密码 🔑')).not.toBe(sealed);
  });

  it('refuses another tenant, another secret and a changed text', () => {
    const sealed = box.seal('a', 'x');
    expect(() => box.open('b', sealed)).toThrow();
    expect(() => new AesSecretBox('another').open('a', sealed)).toThrow();
    expect(() => box.open('a', `${sealed.slice(0, -2)}AA`)).toThrow();
  });
});
