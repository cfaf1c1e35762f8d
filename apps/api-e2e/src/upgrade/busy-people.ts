import type { ApiAnswer, ApiClient } from '@ruyi/testing';

/** What a customer has to be like, by all that was answered with success. */
export interface Accepted {
  name: string;
  remark: string | null;
  followUps: number;
  /** Put into the pool and taken out again so often. */
  claims: number;
}

interface Made {
  readonly id: string;
  version: number;
  readonly accepted: Accepted;
}

const PAUSE_MS = 20;
/** Who is refused so often stops: something is wrong, and the test tells what. */
const MOST_REFUSED = 20;

/**
 * People who work on and on, each the next thing when the last one was answered: they make customers, change them, put them into
 * the pool and claim them, write follow-ups, list, filter, search, look for duplicates and read. Every answer is looked at.
 */
export class BusyPeople {
  /** By id, what was accepted. */
  readonly accepted = new Map<string, Accepted>();
  /** How many requests of each kind were answered. */
  readonly answered = new Map<string, number>();
  /** Answers that are no success. Nobody here asks for what is refused. */
  readonly refused: string[] = [];
  slowest = { what: '', ms: 0 };
  #stopped = false;
  #done: Promise<unknown> = Promise.resolve();

  /**
   * @param name stands in the name of every customer that they make
   * @param key stands in the keys of their requests
   */
  constructor(
    private readonly api: ApiClient,
    private readonly name: string,
    private readonly key: string,
  ) {}

  begin(count: number): this {
    this.#done = Promise.all(Array.from({ length: count }, (_, index) => this.#work(index)));
    return this;
  }

  get total(): number {
    return [...this.answered.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Resolves when so many more requests were answered. */
  async more(count: number): Promise<void> {
    const until = this.total + count;
    while (this.total < until && !this.#isOver) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }

  /** They finish what they have begun. */
  async end(): Promise<void> {
    this.#stopped = true;
    await this.#done;
  }

  get #isOver(): boolean {
    return this.#stopped || this.refused.length > MOST_REFUSED;
  }

  async #work(index: number): Promise<void> {
    for (let turn = 0; !this.#isOver; turn += 1) {
      const made = await this.#create(`${this.name}${index}号${turn}单`, `${this.key}-${index}-${turn}`);
      if (!made) continue;
      await this.#change(made, turn);
      await this.#followUp(made);
      await this.#throughThePool(made);
      await this.#read(made);
    }
  }

  async #create(name: string, key: string): Promise<Made | null> {
    const headers = { 'idempotency-key': key };
    const answer = await this.#ask('create', 'POST', '/records/customers', { name }, headers);
    if (!answer) return null;
    const accepted: Accepted = { name, remark: null, followUps: 0, claims: 0 };
    const id = String(answer.body['id']);
    this.accepted.set(id, accepted);
    // Who did not hear the answer asks again, and gets the same.
    const again = await this.#ask('repeat', 'POST', '/records/customers', { name }, headers);
    if (again && again.body['id'] !== id) this.refused.push(`repeat: another record for ${name}`);
    return { id, version: Number(answer.body['version']), accepted };
  }

  async #change(made: Made, turn: number): Promise<void> {
    const remark = `第${turn}次`;
    const body = { version: made.version, remark };
    if (await this.#ask('change', 'PATCH', `/records/customers/${made.id}`, body)) made.accepted.remark = remark;
  }

  async #followUp(made: Made): Promise<void> {
    const body = { target: { module: 'customers', id: made.id }, means: 'call', content: made.accepted.name };
    if (await this.#ask('follow up', 'POST', '/records/followUps', body)) made.accepted.followUps += 1;
  }

  async #throughThePool(made: Made): Promise<void> {
    const actions = `/records/customers/${made.id}/actions`;
    if (!(await this.#ask('put in pool', 'POST', `${actions}/putInPool`, { reason: '联系不上' }))) return;
    if (await this.#ask('claim', 'POST', `${actions}/claim`, {})) made.accepted.claims += 1;
  }

  async #read({ id, accepted }: Made): Promise<void> {
    const sought = encodeURIComponent(accepted.name);
    const found = await this.#ask('search', 'GET', `/records/customers?search=${sought}`);
    if (found && !JSON.stringify(found.body).includes(id)) this.refused.push(`search: ${accepted.name} is not found`);
    const filter = encodeURIComponent('{"field":"level","op":"eq","value":"A"}');
    await this.#ask('list', 'GET', `/records/customers?filter=${filter}&sort=-createdAt&limit=20`);
    await this.#ask('search of all', 'GET', `/search?q=${sought}`);
    await this.#ask('read', 'GET', `/records/customers/${id}`);
    await this.#ask('history', 'GET', `/records/customers/${id}/history`);
    await this.#ask('home', 'GET', '/home');
    const values = { name: accepted.name };
    await this.#ask('duplicates', 'POST', '/records/customers/duplicates', { values });
  }

  /** Null: it was no success, and that was noted. */
  async #ask(
    what: string,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<ApiAnswer | null> {
    const began = performance.now();
    const answer = await this.api.call(method, path, body, headers).catch((error: unknown) => String(error));
    const ms = Math.round(performance.now() - began);
    if (ms > this.slowest.ms) this.slowest = { what, ms };
    this.answered.set(what, (this.answered.get(what) ?? 0) + 1);
    if (typeof answer !== 'string' && answer.status < 300) return answer;
    this.refused.push(
      `${what}: ${typeof answer === 'string' ? answer : `${answer.status} ${JSON.stringify(answer.body)}`}`,
    );
    return null;
  }
}
