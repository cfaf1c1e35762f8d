import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ApiClient, harmsInHtml, HTML_ATTACKS, testHost } from '@ruyi/testing';

const url = inject('serverUrl');
/** Hundreds of requests in a test. */
const PATIENCE_MS = 180_000;
let api: ApiClient;

/** What a provider's server was given, as it came over the wire. */
const received: string[] = [];
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, _session, done) {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      received.push(Buffer.concat(parts).toString('latin1'));
      done();
    });
  },
});

beforeAll(async () => {
  await once(smtp.listen(0, testHost()), 'listening');
  api = await new ApiClient(url).signUp('富文本贸易');
  const { port } = smtp.server.address() as AddressInfo;
  await must('PUT', '/senders/mail', {
    provider: 'smtp',
    settings: { host: testHost(), port, secure: false, fromAddress: 'a@example.com' },
    ratePerMinute: 6000,
  });
});

afterAll(() => new Promise<void>((resolve) => smtp.close(() => resolve())));

async function must<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await api.call<T>(method, path, body);
  expect(answer.status, `${method} ${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300);
  return answer.body;
}

let count = 0;
async function customer(values: object): Promise<string> {
  count += 1;
  const email = `html${count}@example.com`;
  return (await must<{ id: string }>('POST', '/records/customers', { name: `客户${count}`, email, ...values })).id;
}

/** Sends a template to customers; answers the HTML of what arrived. */
async function arrived(template: object, ids: readonly string[]): Promise<(string | undefined)[]> {
  const { id: templateId } = await must<{ id: string }>('POST', '/templates', template);
  received.length = 0;
  const { jobId } = await must<{ jobId: string }>('POST', '/records/customers/send', {
    channel: 'mail',
    templateId,
    ids,
  });
  expect(await api.jobEnd(jobId)).toMatchObject({ state: 'completed', result: { sent: ids.length } });
  return Promise.all(received.map(async (mail) => (await new PostalMime().parse(Buffer.from(mail, 'latin1'))).html));
}

const mailOf = (body: string): object => ({ channel: 'mail', module: 'customers', subject: '通知', body });
/** In a text that carries more than the attack: one that is nothing else leaves nothing. */
const carried = HTML_ATTACKS.filter((attack) => !attack.includes('\u0000')).map((attack) => `<p>您好</p>${attack}`);

describe('the HTML of a mail', () => {
  it(
    'is harmless in the stored template, whatever was written',
    async () => {
      for (const [index, body] of carried.entries()) {
        const stored = await must<{ id: string; body: string }>('POST', '/templates', {
          ...mailOf(body),
          name: `信${index}`,
        });
        expect(harmsInHtml(stored.body), body).toEqual([]);
        expect(stored.body).toContain('<p>您好</p>');
        await must('PATCH', `/templates/${stored.id}`, { body: `<p>改</p>${body}` });
      }
      const { items } = await must<{ items: { id: string; body: string }[] }>('GET', '/templates?channel=mail');
      expect(items).toHaveLength(carried.length);
      expect(items.filter(({ body }) => !body.startsWith('<p>改</p><p>您好</p>'))).toEqual([]);
      expect(items.flatMap(({ body }) => harmsInHtml(body))).toEqual([]);
      for (const { id } of items) await must('DELETE', `/templates/${id}`);
    },
    PATIENCE_MS,
  );

  it(
    'is harmless in the preview of what is not stored',
    async () => {
      for (const body of carried) {
        const { html } = await must<{ html: string }>('POST', '/templates/preview', mailOf(body));
        expect(harmsInHtml(html), body).toEqual([]);
      }
    },
    PATIENCE_MS,
  );

  it(
    'is harmless as the provider gets it',
    async () => {
      const id = await customer({});
      for (let start = 0; start < carried.length; start += 12) {
        const body = carried.slice(start, start + 12).join('<hr>');
        const [html = ''] = await arrived({ ...mailOf(body), name: `批${start}` }, [id]);
        expect(html).toContain('您好');
        expect(harmsInHtml(html), body).toEqual([]);
      }
    },
    PATIENCE_MS,
  );

  it('holds merged values as text, and follows no address that they make', async () => {
    const names = [
      '<img src=x onerror=alert(1)>',
      '"><script>alert(1)</script>',
      'javascript:alert(1)//',
      'java\tscript:alert(1)\'"',
      '&lt;script&gt;alert(1)&lt;/script&gt;',
      'data:text/html,<script>alert(1)</script>',
      'x" onclick="alert(1)',
      'red;background:url(https://evil.example)',
      '{{email}}',
    ];
    const ids: string[] = [];
    for (const name of names) ids.push(await customer({ name: name.replace('\t', '') }));
    const body = `<p title="{{name}}">{{name}}</p><a href="{{name}}">a</a><a href={{name}}>b</a><a href='javascript:{{name}}'>c</a>
      <img src="{{name}}" alt="{{name}}"><b style="color:{{name}}">d</b><i onclick="{{name}}">e</i><a href="https://a.example/?q={{name}}">f</a>`;
    const mails = await arrived({ ...mailOf(body), name: '合并' }, ids);
    expect(mails).toHaveLength(names.length);
    for (const html of mails) expect(harmsInHtml(html ?? '')).toEqual([]);
    const all = mails.join('\n');
    expect(all).toContain('&lt;img src=x onerror=alert(1)&gt;</p>');
    expect(all).toContain('&amp;lt;script&amp;gt;');
    expect(all).toContain('>{{email}}</p>');
    expect(all).toContain('href="https://a.example/?q=');
  });

  it('keeps what mails are made of', async () => {
    const body =
      '<table width="600" cellpadding="0"><tbody><tr><td style="padding:8px;color:#333"><img src="https://a.example/x.png" alt="图" /><a href="https://a.example/{{name}}" target="_blank" rel="noopener noreferrer">{{name}}</a></td></tr></tbody></table>';
    const id = await customer({ name: '茶业' });
    const [html] = await arrived({ ...mailOf(body), name: '版式' }, [id]);
    expect(html?.trim()).toBe(body.replaceAll('{{name}}', '茶业'));
  });

  it('that is nothing but an attack is refused', async () => {
    const { status, body } = await api.call('POST', '/templates', {
      ...mailOf('<script>alert(1)</script>'),
      name: '空',
    });
    expect(status).toBe(422);
    expect(body).toMatchObject({ errors: [{ path: 'body', code: 'required' }] });
  });

  it('hides no merge field behind entities', async () => {
    const { status, body } = await api.call('POST', '/templates', {
      ...mailOf('&#123;&#123;&#123;name}}}'),
      name: '三',
    });
    expect(status).toBe(422);
    expect(body).toMatchObject({ errors: [{ path: 'body', code: 'patternMismatch' }] });
  });
});
