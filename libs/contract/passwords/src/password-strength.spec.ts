import { expect, it } from 'vitest';
import { LEAST_STRENGTH, passwordStrength } from './password-strength.js';

it.each([
  ['12345678', 'common'],
  ['Passw0rd', 'common'],
  ['ＰＡＳＳＷＯＲＤ', 'common'],
  ['woaini1314', 'guessable'],
  ['shanghai2025', 'guessable'],
  ['aaaaaaaaaaaa', 'repeats'],
  ['密码密码密码密码', 'repeats'],
  ['wangfang88', 'own'],
  ['li.si@example.com', 'own'],
  ['如意贸易2026', 'own'],
])('%s is easy to guess: %s', (password, weakness) => {
  expect(passwordStrength(password, ['wangfang', 'li.si@example.com', '如意贸易']).weakness).toBe(weakness);
});

it.each(['correct horse', 'ruyi-demo-2026', '明月几时有把酒问', 'aB3$xY9!'])('%s is hard to guess', (password) => {
  const { score, weakness } = passwordStrength(password);
  expect(score).toBeGreaterThanOrEqual(LEAST_STRENGTH);
  expect(weakness).toBeNull();
});

it('takes no longer for what is made to take long', () => {
  const started = performance.now();
  passwordStrength('aA1!'.repeat(32), ['aA1!'.repeat(32)]);
  expect(performance.now() - started).toBeLessThan(2_000);
});
