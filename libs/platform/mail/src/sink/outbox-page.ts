import type { OutboxFolder, SunkMail, SunkMessage, SunkSms } from './outbox-folder.js';

const MARK = '未真正发出';

/** What the development page shows: `GET /dev/outbox` and `/dev/outbox.json`. */
export class OutboxPage {
  readonly #outbox: OutboxFolder;
  /** What stands in the style element of the page. */
  readonly style = STYLE;

  constructor(outbox: OutboxFolder) {
    this.#outbox = outbox;
  }

  async json(): Promise<{
    readonly mail: readonly (SunkMail & { mark: string })[];
    readonly sms: readonly (SunkSms & { mark: string })[];
  }> {
    const messages = await this.#outbox.list();
    return {
      mail: messages.flatMap((message) => (message.channel === 'mail' ? [{ ...message, mark: MARK }] : [])),
      sms: messages.flatMap((message) => (message.channel === 'sms' ? [{ ...message, mark: MARK }] : [])),
    };
  }

  async html(): Promise<string> {
    const messages = await this.#outbox.list();
    const shown =
      messages.length > 0
        ? messages.map(article).join('\n')
        : '<p class="empty">还没有邮件或短信。No mail or SMS yet.</p>';
    return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" type="image/svg+xml" href="/favicon.svg"><title>开发发件箱 · ${MARK}</title><style>${STYLE}</style></head>
<body><header><h1>开发发件箱</h1><p>本机收件箱收下的邮件和短信，均<strong>${MARK}</strong>。<span lang="en">Taken by the local sinks; nothing here was really sent.</span></p></header><main>${shown}</main></body></html>`;
  }
}

function article(message: SunkMessage): string {
  const isMail = message.channel === 'mail';
  const title = isMail ? escape(message.subject || '（无主题）') : `【${escape(message.signature)}】`;
  const from = isMail ? `<span>发件人 ${escape(message.from)}</span>` : '';
  const at = `<time datetime="${escape(message.at)}">${escape(message.at.replace('T', ' ').slice(0, 19))}Z</time>`;
  return `<article data-channel="${message.channel}"><p class="mark">${MARK}</p><h2><span class="kind">${isMail ? '邮件' : '短信'}</span> ${title}</h2><p class="meta">${from}<span>收件人 ${escape(message.to)}</span>${at}</p>${bodyOf(message)}${buttonsOf(message)}</article>`;
}

/** What the phone and its reader would do: posted to the same address as a provider's callbacks. */
function buttonsOf(message: SunkMessage): string {
  if (message.channel === 'mail') {
    const link = /<(https?:[^>]+)>/.exec(message.headers?.['list-unsubscribe'] ?? '')?.[1];
    return link ? `<p class="try"><a href="${escape(new URL(link).pathname)}">退订链接 List-Unsubscribe</a></p>` : '';
  }
  const { key, callback, to } = message;
  if (!key || !callback) return '';
  const address = `/api/v1/callbacks/sms/${escape(callback)}`;
  const hidden = (name: string, value: string): string =>
    `<input type="hidden" name="${name}" value="${escape(value)}">`;
  const status = (value: string, words: string): string => `<button name="status" value="${value}">${words}</button>`;
  return `<div class="try"><form method="post" action="${address}/receipts">${hidden('key', key)}${status('DELIVRD', '模拟：已送达')}${status('UNDELIV', '模拟：未送达')}</form>
<form method="post" action="${address}/replies">${hidden('mobile', to)}<button name="text" value="R">模拟：回复 R</button></form>
<form method="post" action="${address}/replies">${hidden('mobile', to)}<label>回复 <input name="text" maxlength="200" required placeholder="好的，谢谢"></label><button>模拟：回复</button></form></div>`;
}

function bodyOf(message: SunkMessage): string {
  const text = `<pre>${escape(message.text)}</pre>`;
  if (message.channel !== 'mail' || !message.html) return text;
  // The mail's own HTML stands in a frame that may do nothing: no script, no form, no access to this page.
  return `<iframe sandbox title="${escape(message.subject)}" srcdoc="${escape(message.html)}"></iframe><details><summary>纯文本</summary>${text}</details>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const STYLE = `:root{color-scheme:light}body{margin:0;font:15px/1.6 "Noto Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif;background:#f5f6f8;color:#1f2329}
header{background:#fff;border-bottom:1px solid #e3e5e9;padding:20px 24px}h1{font-size:20px;margin:0}header p{margin:4px 0 0;color:#565d68}
main{max-width:860px;margin:20px auto;padding:0 16px;display:grid;gap:16px}article{background:#fff;border:1px solid #e3e5e9;border-radius:10px;padding:16px 20px;position:relative}
h2{font-size:16px;margin:0 110px 4px 0;overflow-wrap:anywhere}.kind{background:#e8f0fe;color:#1a4fa3;border-radius:4px;padding:1px 6px;font-size:13px}
.mark{position:absolute;right:16px;top:14px;margin:0;background:#fdecea;color:#a12017;border-radius:4px;padding:1px 8px;font-size:13px}
.meta{display:flex;flex-wrap:wrap;gap:4px 20px;margin:0 0 10px;color:#565d68;font-size:13px}pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:8px 0 0;font:inherit}
iframe{width:100%;min-height:180px;border:1px solid #e3e5e9;border-radius:6px;background:#fff}summary{cursor:pointer;color:#565d68;font-size:13px;margin-top:8px}.try{display:flex;flex-wrap:wrap;gap:8px 16px;margin:12px 0 0;padding-top:12px;border-top:1px dashed #e3e5e9}.try form{display:flex;flex-wrap:wrap;gap:8px;align-items:center}.try button,.try input{font:inherit;font-size:13px;min-height:32px;padding:0 12px;border:1px solid #c9cdd4;border-radius:6px;background:#fff;color:#1f2329}.try button{cursor:pointer}.try a{color:#0b5cad}
.empty{text-align:center;color:#565d68}`;
