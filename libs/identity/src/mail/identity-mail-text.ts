import type { IdentityMail } from '../passwords/identity-mailer.js';

export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

interface Words {
  readonly subject: string;
  readonly lead: string;
  readonly button: string;
  readonly note: string;
}

/** A mail of identity in the reader's language, as text and as plain HTML. */
export function identityMailText(mail: IdentityMail): MailText {
  const { subject, lead, button, note } = wordsOf(mail);
  return {
    subject,
    text: `${lead}\n\n${mail.url}\n\n${note}\n`,
    html: `<p>${escaped(lead)}</p><p><a href="${escaped(mail.url)}">${escaped(button)}</a></p><p>${escaped(mail.url)}</p><p>${escaped(note)}</p>`,
  };
}

function wordsOf(mail: IdentityMail): Words {
  const isEnglish = mail.locale === 'en';
  if (mail.kind === 'passwordReset') {
    return isEnglish
      ? {
          subject: 'Set a new password',
          lead: 'Somebody asked for a new password for your Ruyi CRM account.',
          button: 'Set a new password',
          note: `The link works once, for ${mail.hours} hours. If it was not you, nothing has to be done.`,
        }
      : {
          subject: '重置密码',
          lead: '有人为您的如意CRM账号申请了重置密码。',
          button: '重置密码',
          note: `链接 ${mail.hours} 小时内有效，仅可使用一次。如非本人操作，请忽略此邮件。`,
        };
  }
  const { inviterName, tenantName, days } = mail;
  return isEnglish
    ? {
        subject: `${inviterName} invites you to ${tenantName}`,
        lead: `${inviterName} invites you to work in ${tenantName} with Ruyi CRM.`,
        button: 'Join',
        note: `The link works for ${days} days.`,
      }
    : {
        subject: `${inviterName}邀请您加入${tenantName}`,
        lead: `${inviterName}邀请您加入“${tenantName}”，一起使用如意CRM。`,
        button: '接受邀请',
        note: `链接 ${days} 天内有效。`,
      };
}

function escaped(raw: string): string {
  return raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
