import type { MailSender } from '@ruyi/engine/messages';

/** The operator's SMTP server (`smtp://user:password@host:port`, `smtps://…`) as a sender. */
export function installMailSender(smtpUrl: string, from: string): MailSender {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const { name, address } = parseFrom(from);
  return {
    provider: 'smtp',
    ofInstall: true,
    host: url.hostname,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    ...(url.username ? { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) } : {}),
    fromName: name,
    fromAddress: address,
  };
}

/** `Ruyi CRM <noreply@example.com>` or a bare address. */
export function parseFrom(from: string): { readonly name: string; readonly address: string } {
  const match = /^\s*(.*?)\s*<([^<>]+)>\s*$/.exec(from);
  return match ? { name: match[1] ?? '', address: match[2] ?? '' } : { name: '', address: from.trim() };
}
