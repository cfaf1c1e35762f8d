import { expect, it } from 'vitest';
import { templateText } from './template-text.js';

const nameOf = (path: string) => (path === 'ownerId' ? '负责人' : path);

it('says a template without its tags, its fields by name', () => {
  const html = '<style>.a{color:red}</style><p class="a">您好 &amp; <b>欢迎</b></p><p>{{ownerId}}，{{gone}}</p>';
  expect(templateText(html, nameOf)).toBe('您好 & 欢迎 {{负责人}}，{{gone}}');
});

it('bears one that was cut', () => {
  expect(templateText('<p>您好</p><p cla…', nameOf)).toBe('您好');
});

it('leaves the text of an SMS as it is', () => {
  expect(templateText('1 < 2，\n{{ownerId}}', nameOf)).toBe('1 < 2，\n{{负责人}}');
});
