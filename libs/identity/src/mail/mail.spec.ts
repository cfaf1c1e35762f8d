import { expect, it } from 'vitest';
import type { IdentityMail } from '../passwords/identity-mailer.js';
import { identityMailText } from './identity-mail-text.js';

const invitation: IdentityMail = {
  kind: 'invitation',
  to: 'a@example.com',
  locale: 'zh-CN',
  url: 'https://x/join/t',
  tenantName: '<b>如意</b>',
  inviterName: '王芳',
  days: 7,
};

it('words a mail in the reader’s language and keeps names from being markup', () => {
  expect(identityMailText(invitation).subject).toBe('王芳邀请您加入<b>如意</b>');
  expect(identityMailText(invitation).html).toContain('&lt;b&gt;如意&lt;/b&gt;');
  expect(
    identityMailText({ kind: 'passwordReset', to: 'a@example.com', locale: 'en', url: 'https://x', hours: 2 }).text,
  ).toContain('for 2 hours');
});
