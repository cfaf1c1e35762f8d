import { request as requestHttp, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { OutboundGuard } from './outbound-guard.js';
import { OutboundRefused } from './outbound-refused.js';
import { OutcomeUnknown } from './outcome-unknown.js';

export interface OutsideRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | null;
  /** From the name's resolution to the last byte, in milliseconds. */
  readonly timeoutMs?: number;
  /** What of the answer is read; the rest is cut off. */
  readonly maxBytes?: number;
}

/** A redirect is an answer like any other: it is not followed. */
export interface OutsideAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The answer was longer than `maxBytes`. */
  readonly cut: boolean;
}

const TIMEOUT_MS = 20_000;
const MAX_BYTES = 64 * 1024;

/**
 * One HTTP request to a host that a tenant named, through the guard. Throws {@link OutboundRefused},
 * {@link OutcomeUnknown} when the host had the request, and network errors when it had not.
 */
export async function requestOutside(guard: OutboundGuard, request: OutsideRequest): Promise<OutsideAnswer> {
  const { url } = request;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new OutboundRefused(url.href);
  const signal = AbortSignal.timeout(request.timeoutMs ?? TIMEOUT_MS);
  await Promise.race([guard.pinOrThrow(url.hostname), rejection(signal)]);
  const response = await open(guard, request, signal);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    ...(await read(response, request.maxBytes ?? MAX_BYTES).catch((error: unknown) => {
      throw new OutcomeUnknown(signal.aborted ? timedOut(error) : error);
    })),
  };
}

function open(guard: OutboundGuard, request: OutsideRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const { url, method, headers = {}, body = null } = request;
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const options = {
      method,
      headers: { ...headers, ...(body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
      lookup: guard.lookup,
      signal,
      agent: false as const,
    };
    const outgoing = send(url, options, resolve);
    let sent = false;
    outgoing.on('socket', (socket) => {
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        sent = true;
      });
    });
    outgoing.on('error', (error) => {
      const said = signal.aborted ? timedOut(error) : error;
      reject(sent ? new OutcomeUnknown(said) : said);
    });
    outgoing.end(body ?? undefined);
  });
}

async function read(response: IncomingMessage, maxBytes: number): Promise<{ body: string; cut: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk as Uint8Array);
    chunks.push(bytes.subarray(0, maxBytes - length));
    length += bytes.length;
    if (length > maxBytes) {
      response.destroy();
      break;
    }
  }
  return { body: Buffer.concat(chunks).toString('utf8'), cut: length > maxBytes };
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(timedOut(signal.reason)), { once: true });
  });
}

function timedOut(cause: unknown): Error {
  return new Error('the host took too long to answer', { cause });
}
