import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutgoingSms } from '@ruyi/engine/messages';
import { OutboxFolder } from '@ruyi/platform/mail';
import { OutboundGuard } from '@ruyi/platform/outbound';
import { SmsGateways } from './sms-gateways.js';
import { startSmsSink } from './start-sms-sink.js';

const sms: OutgoingSms = {
  key: 'k1',
  mobile: '13800138000',
  signature: '如意',
  text: '【如意】"你好" & {{token}}',
  templateCode: 'SMS_1',
  params: [{ name: 'name', value: '王芳' }],
};

let server: Server;
let asked: { url: string; method: string; headers: IncomingHttpHeaders; body: string }[];
let answer: { status: number; body: string };
let address: string;

beforeEach(async () => {
  asked = [];
  answer = { status: 200, body: '{"code":0}' };
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push({ url: request.url ?? '', method: request.method ?? '', headers: request.headers, body });
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => new Promise<void>((resolve) => void server.close(() => resolve())));

describe('a gateway described by a template', () => {
  const open = new SmsGateways({ sinkUrl: null, guard: new OutboundGuard({ allowPrivateHosts: true }) });
  const sender = (settings: Record<string, string>) => ({
    provider: 'http' as const,
    signature: '如意',
    settings,
    secrets: { token: 's3cret' },
  });

  it('writes values as the place asks, and never reads a value as a template', async () => {
    const settings = {
      url: `http://${address}/send?to={{mobile}}&t={{text}}`,
      headers: 'Authorization: Bearer {{token}}',
      body: '{"text":"{{text}}","name":"{{param.name}}"}',
      success: '"code":0',
    };
    await open.send(sender(settings), sms);
    expect(asked).toHaveLength(1);
    expect(new URL(asked[0]?.url ?? '', 'http://x').searchParams.get('t')).toBe(sms.text);
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ text: sms.text, name: '王芳' });
    expect(asked[0]?.headers.authorization).toBe('Bearer s3cret');
  });

  it('finds its own id in the answer, where it is told to look', async () => {
    answer = { status: 200, body: '{"code":0,"data":{"list":[{"sid":12345678901}]}}' };
    const settings = { url: `http://${address}/`, body: 'x', messageId: 'data.list.0.sid' };
    expect(await open.send(sender(settings), sms)).toEqual({ providerId: '12345678901', sink: false });
    answer = { status: 200, body: 'OK' };
    expect((await open.send(sender(settings), sms)).providerId).toBe('');
  });

  it('tells a gateway that was not reached from one that had the message and said nothing', async () => {
    const settings = { url: `http://${address}/`, body: 'x' };
    const silent = createServer((request) => request.socket.destroy());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${String((silent.address() as AddressInfo).port)}/`;
    await expect(open.send(sender({ ...settings, url }), sms)).rejects.toMatchObject({ uncertain: true });
    await new Promise((resolve) => silent.close(resolve));
    await expect(open.send(sender({ ...settings, url }), sms)).rejects.toMatchObject({
      uncertain: false,
      temporary: true,
    });
    answer = { status: 504, body: '' };
    await expect(open.send(sender(settings), sms)).rejects.toMatchObject({ uncertain: true, temporary: false });
  });

  it('follows no redirect', async () => {
    answer = { status: 302, body: '' };
    await expect(open.send(sender({ url: `http://${address}/`, body: 'x' }), sms)).rejects.toMatchObject({
      temporary: false,
    });
  });

  it('tells a refusal from a failure that may pass', async () => {
    const settings = { url: `http://${address}/`, body: 'm={{mobile}}', success: '"code":0' };
    answer = { status: 200, body: '{"code":7}' };
    await expect(open.send(sender(settings), sms)).rejects.toMatchObject({ temporary: false });
    answer = { status: 503, body: '' };
    await expect(open.send(sender(settings), sms)).rejects.toMatchObject({ temporary: true });
    answer = { status: 403, body: '' };
    await expect(open.send(sender(settings), sms)).rejects.toMatchObject({ temporary: false });
  });

  it("does not reach into the operator's network for a tenant", async () => {
    const closed = new SmsGateways({ sinkUrl: null, guard: new OutboundGuard({ allowPrivateHosts: false }) });
    for (const host of [address, 'localhost', '169.254.169.254', '[::1]', '[::ffff:127.0.0.1]', '10.0.0.1']) {
      await expect(closed.send(sender({ url: `http://${host}/`, body: 'x' }), sms)).rejects.toMatchObject({
        temporary: false,
      });
    }
    expect(asked).toEqual([]);
  });
});

describe('the sink', () => {
  it('keeps the SMS and says so', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ruyi-sms-'));
    const outbox = new OutboxFolder(folder);
    const sink = await startSmsSink(outbox);
    const receipt = await new SmsGateways({
      sinkUrl: sink.url,
      guard: new OutboundGuard({ allowPrivateHosts: false }),
    }).send({ provider: 'sink', signature: '如意', settings: {}, secrets: {} }, sms);
    expect(receipt.sink).toBe(true);
    expect(await outbox.list()).toMatchObject([
      { channel: 'sms', to: '13800138000', text: sms.text, id: receipt.providerId },
    ]);
    await sink.close();
    await rm(folder, { recursive: true });
  });
});
