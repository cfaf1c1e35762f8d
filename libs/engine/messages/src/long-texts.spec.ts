import { expect, it } from 'vitest';
import { isAddress } from './address.js';
import { plainTextOf } from './merge-text.js';
import { smsWarnings } from './sms-text.js';

const LONG = 200_000;
/** Milliseconds; going back over such texts took minutes. */
const SOON = 1_000;

it.each<[what: string, work: () => unknown]>([
  ['a mail of beginnings of tags', () => plainTextOf('<'.repeat(LONG))],
  ['a mail of beginnings of lines', () => plainTextOf('<br '.repeat(LONG / 4))],
  ['a message of braces', () => smsWarnings('{'.repeat(LONG))],
  ['a message of spaces', () => smsWarnings(`加${' '.repeat(LONG)}x`)],
  ['an address of dots', () => isAddress('mail', `a@${'.'.repeat(LONG)}@`)],
])('%s is read in time that grows as it does', (_what, work) => {
  const from = performance.now();
  work();
  expect(performance.now() - from).toBeLessThan(SOON);
});

it('what is read is the same', () => {
  expect(plainTextOf('<p>您好<br>1 &lt; 2</p><b class="x">好</b>')).toBe('您好\n1 < 2\n好');
  expect(smsWarnings('{{name}}')).toEqual(['onlyVariables']);
  for (const text of ['加我微信', '加 我的 微信', '加个vx', '加wx', '加的微信', '加一下的  微信'])
    expect(smsWarnings(text), text).toEqual(['wechat']);
  expect([isAddress('mail', 'a@example.com'), isAddress('mail', `${'a'.repeat(250)}@example.com`)]).toEqual([
    true,
    false,
  ]);
});
