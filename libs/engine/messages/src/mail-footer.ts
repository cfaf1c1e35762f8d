import type { Locale } from '@ruyi/contract/metadata';

/** What is put under a mail's own text: who wrote it, and in marketing how to get no more of it. */
export interface MailFooter {
  /** Plain text of several lines. */
  readonly signature: string | null;
  readonly unsubscribe: string | null;
  readonly locale: Locale;
}

const WORDS = {
  'zh-CN': { why: '不想再收到此类邮件？', link: '退订' },
  en: { why: 'No more mails like this?', link: 'Unsubscribe' },
} as const;

/** The mail with its footer, as HTML; inside the body element where the mail has one. */
export function withFooter(html: string, footer: MailFooter): string {
  const words = WORDS[footer.locale];
  const parts = [
    footer.signature ? `<p style="margin-top:24px;color:#565d68">-- <br>${lines(footer.signature)}</p>` : '',
    footer.unsubscribe
      ? `<p style="margin-top:24px;padding-top:12px;border-top:1px solid #e3e5e9;color:#565d68;font-size:12px">${words.why}<a href="${escape(footer.unsubscribe)}" rel="noopener noreferrer">${words.link}</a></p>`
      : '',
  ].join('');
  const end = html.search(/<\/body\s*>/i);
  return end < 0 ? html + parts : html.slice(0, end) + parts + html.slice(end);
}

/** The same for the plain version. */
export function withPlainFooter(text: string, footer: MailFooter): string {
  const words = WORDS[footer.locale];
  return [
    text,
    ...(footer.signature ? [`-- \n${footer.signature}`] : []),
    ...(footer.unsubscribe ? [`${words.why}${words.link}: ${footer.unsubscribe}`] : []),
  ].join('\n\n');
}

function lines(text: string): string {
  return text.split('\n').map(escape).join('<br>');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
