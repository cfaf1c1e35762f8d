import { describe, expect, it } from 'vitest';
import { contactOf } from './contact-of.js';

describe('contactOf', () => {
  it.each([
    [' li@example.com ', { email: 'li@example.com' }],
    ['13805718800', { mobile: '13805718800' }],
    ['+86 138-0571-8800', { mobile: '+86 138-0571-8800' }],
    ['１３８０５７１８８００', { mobile: '13805718800' }],
    ['李敏', null],
    ['123', null],
    ['', null],
  ])('%s', (text, contact) => {
    expect(contactOf(text)).toEqual(contact);
  });
});
