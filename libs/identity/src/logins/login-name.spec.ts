import { expect, it } from 'vitest';
import { readLoginName } from './login-name.js';

it.each([
  ['13800000001', 'mobile', '13800000001'],
  ['＋８６ １３８-0000 0001', 'mobile', '13800000001'],
  ['008613800000001', 'mobile', '13800000001'],
  ['+852 6123 4567', 'mobile', '+85261234567'],
  [' Li.Si@Example.COM ', 'email', 'li.si@example.com'],
  ['Warehouse@12345678', 'handle', 'warehouse@12345678'],
] as const)('reads %s as a %s', (input, kind, value) => {
  expect(readLoginName(input)).toEqual({ kind, value });
});

it.each([
  '',
  'warehouse',
  '12800000001',
  '@example.com',
  'a@b',
  'a\u0000@example.com',
  '\ud800@example.com',
  `${'x'.repeat(400)}@example.com`,
])('reads %j as nobody', (input) => {
  expect(readLoginName(input)).toBeNull();
});
