import { randomBytes } from 'node:crypto';
import { EventListener } from './event-listener.js';

/** An answer of the API. */
export interface ApiAnswer<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** Calls the API of a running product over HTTP as one person, or as nobody. */
export class ApiClient {
  readonly #url: string;
  readonly #token: string | null;
  readonly #address = `10.${[...randomBytes(3)].join('.')}`;

  constructor(url: string, token: string | null = null) {
    this.#url = url;
    this.#token = token;
  }

  /** A fresh company and its admin, signed in. */
  async signUp(companyName = '如意茶业'): Promise<ApiClient> {
    const email = `${randomBytes(6).toString('hex')}@example.com`;
    const { status, body } = await this.call<{ accessToken: string }>('POST', '/signup', {
      companyName,
      name: '王芳',
      email,
      password: 'Correct horse 1',
    });
    if (status !== 201) throw new Error(`sign-up answered ${status}: ${JSON.stringify(body)}`);
    return new ApiClient(this.#url, body.accessToken);
  }

  /** The same person at another address: the product was started again. */
  at(url: string): ApiClient {
    return new ApiClient(url, this.#token);
  }

  /** The same product as somebody else; null for nobody. */
  as(token: string | null): ApiClient {
    return new ApiClient(this.#url, token);
  }

  async call<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ApiAnswer<T>> {
    const isRaw = typeof body === 'string' || body instanceof FormData;
    const response = await fetch(`${this.#url}${path.startsWith('//') ? path.slice(1) : `/api/v1${path}`}`, {
      method,
      headers: {
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
        ...(this.#token ? { authorization: `Bearer ${this.#token}` } : {}),
        'x-forwarded-for': this.#address,
        ...headers,
      },
      ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }),
    });
    // A stream never ends by itself: that it began is the answer. What it tells is heard by `listen`.
    const streams = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    if (streams) await response.body?.cancel();
    const text = streams ? '' : await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson && text ? JSON.parse(text) : text) as T,
    };
  }

  /** Hears what this person is told from now on, or since an event. */
  async listen(after?: string): Promise<EventListener> {
    const response = await fetch(`${this.#url}/api/v1/events`, {
      headers: { authorization: `Bearer ${this.#token ?? ''}`, ...(after ? { 'last-event-id': after } : {}) },
    });
    if (response.status !== 200 || !response.body) throw new Error(`the event stream answered ${response.status}`);
    return new EventListener(response.body);
  }

  /** Waits until a job has ended; answers it. */
  async jobEnd(jobId: string, ms = 30_000): Promise<Record<string, unknown>> {
    const deadline = Date.now() + ms;
    for (;;) {
      const { body } = await this.call('GET', `/jobs/${jobId}`);
      if (['completed', 'failed', 'cancelled'].includes(String(body['state']))) return body;
      if (Date.now() > deadline) throw new Error(`the job is still ${String(body['state'])}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
