import { describe, expect, it } from 'vitest';
import { mergeText, mergeTokens, plainTextOf } from './merge-text.js';
import { smsText, smsWarnings } from './sms-text.js';

describe('mergeTokens', () => {
  it('lists plain fields once, in order', () => {
    expect(mergeTokens('{{name}} {{customer.name}} {{ name }}').tokens.map((token) => token.path)).toEqual([
      'name',
      'customer.name',
    ]);
  });

  it.each(['{{#a}}x{{/a}}', '{{{name}}}', '{{&name}}', '{{> part}}', '{{a.b.c}}'])('refuses %s', (template) => {
    expect(mergeTokens(template).faults).not.toEqual([]);
  });

  it('names a syntax fault', () => {
    expect(mergeTokens('您好 {{name').faults).toMatchObject([{ kind: 'syntax' }]);
  });
});

describe('mergeText', () => {
  const values = new Map([
    ['name', '<b>茶业 & 贸易</b>'],
    ['customer', '云栖'],
    ['customer.name', '杭州云栖'],
  ]);

  it('escapes in HTML only', () => {
    expect(mergeText('{{name}}', values, 'html')).toBe('&lt;b&gt;茶业 &amp; 贸易&lt;&#x2F;b&gt;');
    expect(mergeText('{{name}}', values, 'plain')).toBe('<b>茶业 & 贸易</b>');
  });

  it('knows a reference by its own text and by its fields, and unknown ones as nothing', () => {
    expect(mergeText('{{customer}}|{{customer.name}}|{{nothing}}', values, 'plain')).toBe('云栖|杭州云栖|');
  });
});

it('makes plain text of a mail', () => {
  expect(plainTextOf('<p>您好，</p><p>A &amp; B<br>再见</p>')).toBe('您好，\nA & B\n再见');
});

describe('smsText', () => {
  it('counts the signature, and cuts at 70 and then by 67', () => {
    expect(smsText('云启贸易', '好'.repeat(64), 'notice')).toMatchObject({ length: 70, parts: 1 });
    expect(smsText('云启贸易', '好'.repeat(65), 'notice')).toMatchObject({ length: 71, parts: 2 });
    expect(smsText('云启贸易', '好'.repeat(129), 'notice')).toMatchObject({ length: 135, parts: 3 });
  });

  it('ends marketing with the opt-out notice, once', () => {
    expect(smsText('云启', '新茶上市', 'marketing').text).toBe('【云启】新茶上市 拒收请回复R');
    expect(smsText('云启', '新茶上市 拒收请回复R', 'marketing').text).toBe('【云启】新茶上市 拒收请回复R');
  });
});

it('warns of what providers refuse', () => {
  expect(smsWarnings('{{name}}')).toEqual(['onlyVariables']);
  expect(smsWarnings('请加我微信领取')).toEqual(['wechat']);
  expect(smsWarnings('请加一下vx：tea')).toEqual(['wechat']);
  expect(smsWarnings('{{name}}的催款通知')).toEqual(['debtCollection']);
  expect(smsWarnings('详情见 https://t.cn/{{name}}')).toEqual(['link']);
  expect(smsWarnings('详情见 t.cn/{{name}}')).toEqual(['link']);
  expect(smsWarnings('您好，见{{website}}', true)).toEqual(['link']);
  expect(smsWarnings('详情见 https://t.cn/abc')).toEqual([]);
  expect(smsWarnings('您好{{name}}，样品已寄出')).toEqual([]);
});
