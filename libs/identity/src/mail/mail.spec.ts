import { expect, it } from 'vitest';
import type { MailSender, OutgoingMail } from '@ruyi/engine/messages';
import type { IdentityMail } from '../passwords/identity-mailer.js';
import { BackgroundMailer } from './background-mailer.js';
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
const sender: MailSender = { provider: 'sink', fromName: '如意', fromAddress: 'crm@example.com' };

it('words a mail in the reader’s language and keeps names from being markup', () => {
  expect(identityMailText(invitation).subject).toBe('王芳邀请您加入<b>如意</b>');
  expect(identityMailText(invitation).html).toContain('&lt;b&gt;如意&lt;/b&gt;');
  expect(
    identityMailText({ kind: 'passwordReset', to: 'a@example.com', locale: 'en', url: 'https://x', hours: 2 }).text,
  ).toContain('for 2 hours');
});

it('tries again what may pass, gives up what will not, and never fails the caller', async () => {
  const logged: string[] = [];
  const sent: OutgoingMail[] = [];
  let failures: boolean[] = [true, true];
  const mailer = new BackgroundMailer({
    sender,
    pauses: [1, 1, 1],
    log: { error: (_, message) => void logged.push(message) },
    transport: {
      async send(_, mail) {
        const temporary = failures.shift();
        if (temporary !== undefined) throw Object.assign(new Error('no'), { temporary });
        sent.push(mail);
      },
    },
  });
  await mailer.send(invitation);
  await mailer.idle();
  expect(sent).toHaveLength(1);
  failures = [false];
  await mailer.send(invitation);
  await mailer.idle();
  expect([sent.length, logged]).toEqual([1, ['a mail could not be sent']]);
});
