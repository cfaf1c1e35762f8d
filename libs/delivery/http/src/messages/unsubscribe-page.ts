import type { Subscription } from '@ruyi/engine/messages';

const ZH = {
  title: '退订邮件',
  ask: (company: string) => `不再接收“${company}”发来的邮件？`,
  address: '收件地址',
  button: '确认退订',
  done: '已退订',
  doneText: (company: string) => `“${company}”不会再向此地址发送邮件。`,
  gone: '链接无效',
  goneText: '此退订链接不存在或已失效。如仍收到邮件，请直接回复对方。',
};

const EN: typeof ZH = {
  title: 'Unsubscribe',
  ask: (company) => `Stop mails from ${company}?`,
  address: 'Address',
  button: 'Unsubscribe',
  done: 'Unsubscribed',
  doneText: (company) => `${company} will send no more mails to this address.`,
  gone: 'This link does not work',
  goneText: 'It does not exist, or not any more. If mails still come, answer one of them.',
};

/** A page of its own, without script: it has to work in whatever a mail program opens. */
export function unsubscribePage(subscription: Subscription | null, english: boolean): string {
  const words = english ? EN : ZH;
  return `<!doctype html>
<html lang="${english ? 'en' : 'zh-CN'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${words.title}</title><style>${UNSUBSCRIBE_STYLE}</style></head>
<body><main>${content(subscription, words)}</main></body></html>`;
}

function content(subscription: Subscription | null, words: typeof ZH): string {
  if (!subscription) return `<h1>${words.gone}</h1><p>${words.goneText}</p>`;
  const company = escape(subscription.tenantName);
  if (subscription.done) return `<h1>${words.done}</h1><p role="status">${words.doneText(company)}</p>`;
  return `<h1>${words.ask(company)}</h1><p>${words.address}：<b>${escape(subscription.address)}</b></p><form method="post"><button name="List-Unsubscribe" value="One-Click">${words.button}</button></form>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** What stands in the style element of the page. */
export const UNSUBSCRIBE_STYLE = `:root{color-scheme:light dark;--page:#f5f6f8;--card:#fff;--ink:#1f2329;--soft:#565d68;--line:#e3e5e9;--accent:#0b5cad;--on:#fff}
@media(prefers-color-scheme:dark){:root{--page:#15181c;--card:#1f2329;--ink:#eceef1;--soft:#a6adb8;--line:#333a44;--accent:#8cc0ff;--on:#0d1b2a}}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:16px;box-sizing:border-box;background:var(--page);color:var(--ink);font:15px/1.7 "Noto Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif}
main{width:100%;max-width:420px;box-sizing:border-box;padding:28px;background:var(--card);border:1px solid var(--line);border-radius:12px}
h1{margin:0 0 8px;font-size:20px;line-height:1.4;overflow-wrap:anywhere}p{margin:0;color:var(--soft);overflow-wrap:anywhere}p b{color:var(--ink);font-weight:600}
button{margin-top:20px;width:100%;min-height:44px;border:0;border-radius:8px;background:var(--accent);color:var(--on);font:inherit;font-weight:600;cursor:pointer}
button:focus-visible{outline:3px solid var(--ink);outline-offset:2px}`;
