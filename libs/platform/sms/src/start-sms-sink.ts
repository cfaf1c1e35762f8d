import { createServer, type IncomingMessage } from 'node:http';
import { v7 } from 'uuid';
import type { OutboxFolder, Sink, SinkPlace } from '@ruyi/platform/mail';

const MAX_BYTES = 64 * 1024;

/** An SMS gateway on this machine that takes every SMS and delivers none; what it took is in the outbox folder. */
export async function startSmsSink(outbox: OutboxFolder, place: SinkPlace = {}): Promise<Sink> {
  const { host = '127.0.0.1', port = 0 } = place;
  const server = createServer((request, response) => {
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (request.method !== 'POST' || request.url !== '/send') {
      answer(404, {});
      return;
    }
    take(request, outbox).then(
      (id) => answer(200, { id, delivered: false }),
      () => answer(400, {}),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    url: `http://${host}:${typeof address === 'object' && address ? address.port : port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function take(request: IncomingMessage, outbox: OutboxFolder): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk as string;
    if (text.length > MAX_BYTES) throw new Error('too large');
  }
  const sms = JSON.parse(text) as Record<'to' | 'text' | 'signature' | 'key' | 'callback', unknown>;
  if (typeof sms.to !== 'string' || typeof sms.text !== 'string') throw new Error('not an SMS');
  const id = v7();
  await outbox.add({
    channel: 'sms',
    id,
    at: new Date().toISOString(),
    to: sms.to,
    text: sms.text,
    signature: typeof sms.signature === 'string' ? sms.signature : '',
    ...(typeof sms.key === 'string' ? { key: sms.key } : {}),
    ...(typeof sms.callback === 'string' ? { callback: sms.callback } : {}),
  });
  return id;
}
