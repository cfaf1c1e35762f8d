import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { testHost } from './running-install.js';

/** One request that came in. */
export interface ReceivedMessage {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: {
    readonly type: string;
    readonly timestamp: string;
    readonly data: {
      readonly module?: string;
      readonly id?: string;
      readonly fields?: readonly string[];
      readonly record?: Readonly<Record<string, unknown>> | null;
    };
  };
}

type Answer = (response: ServerResponse, message: ReceivedMessage) => void;

const TAKEN: Answer = (response) => void response.writeHead(204).end();

/** A real HTTP server at {@link testHost} that takes messages of webhooks and answers as the test wants. */
export interface WebhookReceiver {
  readonly url: string;
  readonly received: ReceivedMessage[];
  /** From now on; without a function everything is taken. */
  answer(answer?: Answer): void;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedMessage[] = [];
  let respond = TAKEN;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const message = { headers: request.headers, text, body: JSON.parse(text) as ReceivedMessage['body'] };
      received.push(message);
      respond(response, message);
    });
  });
  server.listen(0, testHost());
  await once(server, 'listening');
  return {
    url: `http://${testHost()}:${(server.address() as AddressInfo).port}/hook`,
    received,
    answer(answer = TAKEN) {
      respond = answer;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
