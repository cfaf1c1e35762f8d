import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { installMailSender } from './install-mail-sender.js';
import { OutboundGuard } from '@ruyi/platform/outbound';
import { MailTransport } from './mail-transport.js';
import { OutboxFolder, type SunkMail } from './sink/outbox-folder.js';
import { OutboxPage } from './sink/outbox-page.js';
import { type Sink, startSmtpSink } from './sink/smtp-sink.js';

let folder: string;
let outbox: OutboxFolder;
let sink: Sink;
let transport: MailTransport;

const mail = {
  key: 'k1',
  to: { name: '李四, Herr', address: 'li@example.com' },
  subject: '您好\r\nBcc: x@example.com',
  html: '<b>你好</b><script>x</script>',
  text: '你好',
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ruyi-mail-'));
  outbox = new OutboxFolder(join(folder, 'outbox'));
  sink = await startSmtpSink(outbox);
  transport = new MailTransport({ sinkUrl: sink.url, guard: new OutboundGuard({ allowPrivateHosts: true }) });
});

afterEach(async () => {
  transport.close();
  await sink.close();
  await rm(folder, { recursive: true });
});

it('sends by real SMTP into the sink, which keeps the mail and shows that nobody received it', async () => {
  const receipt = await transport.send({ provider: 'sink', fromName: '如意', fromAddress: 'crm@example.com' }, mail);
  expect(receipt.sink).toBe(true);
  const [kept, ...others] = await outbox.list();
  expect(others).toEqual([]);
  expect(kept).toMatchObject({
    channel: 'mail',
    from: '如意 <crm@example.com>',
    to: 'li@example.com',
    text: expect.stringContaining('你好'),
  });
  const page = await new OutboxPage(outbox).html();
  expect(page).toContain('未真正发出');
  expect(page).toContain('&lt;script&gt;');
  expect(page).not.toContain('<script>');
});

it('keeps a merged value from adding recipients', async () => {
  await transport.send({ provider: 'sink', fromName: '如意', fromAddress: 'crm@example.com' }, mail);
  const [kept] = await outbox.list();
  expect(kept?.to).toBe('li@example.com');
});

it('says whether trying again may help', async () => {
  await sink.close();
  const sender = {
    provider: 'smtp',
    host: '127.0.0.1',
    port: Number(new URL(sink.url).port),
    secure: false,
    fromName: 'a',
    fromAddress: 'a@example.com',
  } as const;
  await expect(transport.send(sender, mail)).rejects.toMatchObject({ name: 'DeliveryError', temporary: true });
  sink = await startSmtpSink(outbox);
});

it("reads the operator's address", () => {
  expect(installMailSender('smtps://me%40x:p%2Fw@mail.example.com', 'Ruyi <a@example.com>')).toEqual({
    provider: 'smtp',
    ofInstall: true,
    host: 'mail.example.com',
    port: 465,
    secure: true,
    user: 'me@x',
    password: 'p/w',
    fromName: 'Ruyi',
    fromAddress: 'a@example.com',
  });
});

it("does not reach into the operator's network for a tenant", async () => {
  const hosted = new MailTransport({ sinkUrl: null, guard: new OutboundGuard({ allowPrivateHosts: false }) });
  const sender = {
    provider: 'smtp',
    host: '127.0.0.1',
    port: Number(new URL(sink.url).port),
    secure: false,
    fromName: 'a',
    fromAddress: 'a@example.com',
  } as const;
  await expect(hosted.send(sender, mail)).rejects.toMatchObject({ name: 'DeliveryError', temporary: false });
  expect(await outbox.list()).toEqual([]);
});

it("reaches the operator's own server, and a tenant who names the same host does not", async () => {
  const hosted = new MailTransport({ sinkUrl: null, guard: new OutboundGuard({ allowPrivateHosts: false }) });
  const { ofInstall, ...named } = installMailSender(sink.url, 'Ruyi <a@example.com>');
  await hosted.send({ ...named, ofInstall }, mail);
  await expect(hosted.send(named, mail)).rejects.toMatchObject({ name: 'DeliveryError', temporary: false });
  hosted.close();
  expect(await outbox.list()).toHaveLength(1);
});

it('connects to the address that was checked, whatever the name says later', async () => {
  const port = Number(new URL(sink.url).port);
  const sender = {
    provider: 'smtp',
    host: 'mail.example.com',
    port,
    secure: false,
    fromName: 'a',
    fromAddress: 'a@example.com',
  } as const;
  let asks = 0;
  const guard = new OutboundGuard({ allowPrivateHosts: true }, async () => {
    asks += 1;
    return [{ address: '127.0.0.1', family: 4 }];
  });
  const pinned = new MailTransport({ sinkUrl: null, guard });
  await pinned.send(sender, mail);
  pinned.close();
  expect(asks).toBe(1);
  expect(await outbox.list()).toHaveLength(1);
});

it('does not offer a mail again that the server had whole when the connection broke', async () => {
  for (const [breaksAt, uncertain] of [
    ['rcpt', false],
    ['data', true],
  ] as const) {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: (_address, _session, done) => (breaksAt === 'rcpt' ? hangUp() : done()),
      onData: (stream) => stream.resume().on('end', () => hangUp()),
    });
    const hangUp = (): void => server.connections.forEach((connection) => connection._socket.destroy());
    server.on('error', () => undefined);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.server.address() as AddressInfo;
    const named = installMailSender(`smtp://127.0.0.1:${port}`, 'a@example.com');
    await expect(transport.send(named, mail)).rejects.toMatchObject({ temporary: true, uncertain });
    server.close();
  }
});

it('offers one click to leave, in the headers of a marketing mail only', async () => {
  const sender = { provider: 'sink', fromName: 'a', fromAddress: 'a@example.com' } as const;
  await transport.send(sender, mail);
  await transport.send(sender, { ...mail, key: 'k2', unsubscribe: 'https://crm.example.com/unsubscribe/t' });
  const [marketing, plain] = (await outbox.list()) as SunkMail[];
  expect(plain?.headers).toEqual({});
  expect(marketing?.headers).toEqual({
    'list-unsubscribe': '<https://crm.example.com/unsubscribe/t>',
    'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
  });
});
