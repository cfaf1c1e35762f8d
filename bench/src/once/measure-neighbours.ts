import { ApiClient } from '../api-client.js';
import type { BenchOptions } from '../bench-options.js';
import type { BenchWorld } from '../bench-world.js';
import { Measurement, Numbers, type Figures } from '../measure.js';
import type { OnceRow } from './once-row.js';

const POLL_MS = 50;
/** Of the quiet tenant. */
const CUSTOMERS = 40;
/** Exports and imports that the loud tenant has under way or waiting at any time. */
const JOBS_AT_ONCE = 6;
/** Connections on which the loud tenant counts its customers by industry all the while. */
const LOUD_CONNECTIONS = 8;
const IMPORTED_ROWS = 2_000;

/**
 * What a quiet tenant notices of a loud one: the p99 of its list while the large tenant imports, exports and aggregates
 * as fast as it is let, against the same list before.
 */
export async function measureNeighbours(world: BenchWorld, options: BenchOptions): Promise<readonly OnceRow[]> {
  const quiet = await aQuietTenant(world.api.url);
  const headers = { authorization: `Bearer ${quiet.token ?? ''}` };
  const list = (): Measurement =>
    new Measurement(
      { url: world.api.url, headers, call: () => ({ method: 'GET', path: '/api/v1/records/customers' }) },
      new Numbers(),
    );
  const alone = await figuresOf(list(), options);
  const loud = new LoudTenant(world);
  loud.begin();
  // Its jobs have to be under way.
  await pause(options.roundMs);
  const beside = await figuresOf(list(), options);
  const exported = await timedExport(quiet);
  const { jobs, counts } = await loud.end();
  const exportedAlone = await timedExport(quiet);
  const said = `${jobs} imports and exports, ${counts} aggregates beside it`;
  return [
    {
      name: `p99 of a quiet tenant's list, ${said}; floor: alone`,
      ours: beside.p99,
      floor: alone.p99,
      figure: { key: 'quietListP99Ratio', value: Number((beside.p99 / alone.p99).toFixed(2)) },
    },
    {
      name: `p50 of a quiet tenant's list, beside them; floor: alone`,
      ours: beside.p50,
      floor: alone.p50,
      figure: { key: 'quietListP50Ratio', value: Number((beside.p50 / alone.p50).toFixed(2)) },
    },
    {
      name: `export of a quiet tenant's ${CUSTOMERS} customers, beside them; floor: alone`,
      ours: exported,
      floor: exportedAlone,
      figure: { key: 'quietExportMs', value: Math.round(exported) },
    },
  ];
}

/** The large tenant as it asks for everything at once, until it is told to stop. */
class LoudTenant {
  readonly #api: ApiClient;
  readonly #ended: Promise<void>[] = [];
  #stopped = false;
  #jobs = 0;
  #counts = 0;

  constructor(private readonly world: BenchWorld) {
    this.#api = new ApiClient(world.api.url, world.company.token);
  }

  begin(): void {
    for (let n = 0; n < JOBS_AT_ONCE; n += 1)
      this.#ended.push(this.#again(() => (n % 2 ? this.#import(n) : this.#export())));
    for (let n = 0; n < LOUD_CONNECTIONS; n += 1) this.#ended.push(this.#again(() => this.#count()));
  }

  async end(): Promise<{ readonly jobs: number; readonly counts: number }> {
    this.#stopped = true;
    await Promise.all(this.#ended);
    return { jobs: this.#jobs, counts: this.#counts };
  }

  async #again(work: () => Promise<void>): Promise<void> {
    while (!this.#stopped) await work();
  }

  async #count(): Promise<void> {
    await this.#api.call('POST', '/records/customers/aggregate', {
      groupBy: [{ field: 'industry' }],
      measures: [{ as: 'count', fn: 'count' }],
    });
    this.#counts += 1;
  }

  async #export(): Promise<void> {
    const request = {
      filter: { field: 'level', op: 'eq', value: 'A' },
      fields: ['name', 'mobile', 'level'],
      format: 'csv',
    };
    await this.#job('/records/customers/export', request);
  }

  async #import(n: number): Promise<void> {
    const series = `邻${n}批${this.#jobs}${Date.now()}`;
    const rows = Array.from({ length: IMPORTED_ROWS }, (_, index) => `${series}第${index}号贸易有限公司,B`);
    const form = new FormData();
    form.set('file', new Blob([['客户名称,客户级别', ...rows].join('\n')]), 'loud.csv');
    const answer = await fetch(`${this.world.api.url}/api/v1/files`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.world.company.token}` },
      body: form,
    });
    const { id: fileId } = (await answer.json()) as { id: string };
    const mapping = { 客户名称: 'name', 客户级别: 'level' };
    await this.#job('/records/customers/import', { fileId, mode: 'create', mapping });
  }

  async #job(path: string, body: object): Promise<void> {
    const { jobId } = await this.#api.call<{ jobId: string }>('POST', path, body);
    // One that still waits at the end is taken off: nobody reads what it would bring.
    if ((await untilEnded(this.#api, jobId, () => this.#stopped)) === 'completed') this.#jobs += 1;
  }
}

async function untilEnded(api: ApiClient, jobId: string, given: () => boolean = () => false): Promise<string> {
  for (;;) {
    const { state } = await api.call<{ state: string }>('GET', `/jobs/${jobId}`);
    if (state !== 'waiting' && state !== 'active') return state;
    if (given()) await api.call('POST', `/jobs/${jobId}/cancel`);
    await pause(POLL_MS);
  }
}

async function aQuietTenant(url: string): Promise<ApiClient> {
  const { accessToken } = await new ApiClient(url).call<{ accessToken: string }>('POST', '/signup', {
    companyName: '安静贸易有限公司',
    name: '管理员',
    email: `quiet${Date.now()}@bench.example`,
    password: 'ruyi-bench-2026',
  });
  const api = new ApiClient(url, accessToken);
  for (let n = 0; n < CUSTOMERS; n += 1)
    await api.call('POST', '/records/customers', { name: `安静第${n}号有限公司`, level: 'B' });
  return api;
}

async function timedExport(api: ApiClient): Promise<number> {
  const from = performance.now();
  const request = { filter: { field: 'level', op: 'eq', value: 'B' }, fields: ['name'], format: 'csv' };
  const { jobId } = await api.call<{ jobId: string }>('POST', '/records/customers/export', request);
  const state = await untilEnded(api, jobId);
  if (state !== 'completed') throw new Error(`the quiet tenant's export is ${state}`);
  return performance.now() - from;
}

/** A person, not a load: one connection, for as long as all rounds of the other figures together. */
async function figuresOf(measurement: Measurement, options: BenchOptions): Promise<Figures> {
  await measurement.round(1, options.roundMs / 2, false);
  await measurement.round(1, options.roundMs * options.rounds);
  return measurement.figures();
}

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
