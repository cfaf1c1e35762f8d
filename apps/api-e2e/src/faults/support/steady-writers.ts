import type { ApiClient } from '@ruyi/testing';

const PAUSE_MS = 100;

/** Several connections that make customers, each again with the same key until it is told that it is there. */
export class SteadyWriters {
  /** Names that were begun. */
  readonly begun: string[] = [];
  /** Names by the id that the answer gave. */
  readonly accepted = new Map<string, string>();
  /** Names whose customer was made by a request whose answer was lost with its process. */
  readonly answerLost: string[] = [];
  /** What was answered that is neither a success nor "come again". */
  readonly strange: string[] = [];
  #stopped = false;
  readonly #done: Promise<unknown>;

  constructor(api: ApiClient, connections: number) {
    this.#done = Promise.all(Array.from({ length: connections }, (_, index) => this.#writer(api, index)));
  }

  /** Begins no more; waits until each that was begun has its answer. */
  async end(): Promise<void> {
    this.#stopped = true;
    await this.#done;
  }

  async #writer(api: ApiClient, index: number): Promise<void> {
    for (let count = 0; !this.#stopped; count += 1) {
      const name = `第${index}组第${count}家`;
      this.begun.push(name);
      await this.#untilMade(api, name, index * 1_000_000 + count);
    }
  }

  async #untilMade(api: ApiClient, name: string, number: number): Promise<void> {
    const body = { name, mobile: `139${String(number).padStart(8, '0')}` };
    const headers = { 'idempotency-key': `key-${number}` };
    for (;;) {
      // No answer at all: the process is gone or not there yet.
      const answer = await api.call('POST', '/records/customers', body, headers).catch(() => null);
      if (answer?.status === 201) {
        this.accepted.set(String(answer.body['id']), name);
        return;
      }
      if (answer?.body['code'] === 'answerLost') {
        this.answerLost.push(name);
        return;
      }
      const again = answer === null || answer.status === 503 || answer.headers.get('retry-after') !== null;
      if (!again) {
        this.strange.push(`${answer.status} ${JSON.stringify(answer.body)}`);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
