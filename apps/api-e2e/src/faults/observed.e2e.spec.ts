import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '@ruyi/platform/database';
import type { ApiClient } from '@ruyi/testing';
import { jobDone, letNightCome, makeAllDue, startImport } from './support/big-jobs.js';
import { FaultInstall } from './support/fault-install.js';
import { HeldMail } from './support/held-mail.js';

const CUSTOMERS = 7;
/** More than the test sends: none is held. */
const NONE = 1_000;

describe('what an operator sees', () => {
  let install: FaultInstall;
  let mail: HeldMail;
  let admin: ApiClient;
  let workerUrl: string;
  const ids: { tenantId?: string; userId?: string } = {};

  beforeAll(async () => {
    mail = await HeldMail.start(NONE);
    const port = await freePort();
    workerUrl = `http://127.0.0.1:${port}`;
    // As in production: nothing is said of how much to log.
    install = await FaultInstall.start({
      env: { ALLOW_PRIVATE_HOSTS: 'true', WORKER_PORT: String(port), LOG_LEVEL: '' },
    });
    admin = await install.nobody().signUp();
    const { body } = await admin.call<{ user: { id: string }; tenant: { id: string } }>('GET', '/me');
    Object.assign(ids, { tenantId: body.tenant.id, userId: body.user.id });
  });
  afterAll(async () => {
    await install.stop();
    await mail.stop();
  });

  const figuresOf = async (url: string): Promise<string[]> =>
    (await (await fetch(`${url}/metrics`)).text()).split('\n');
  const figure = async (url: string, series: string): Promise<number> => {
    const line = (await figuresOf(url)).find((each) => each.startsWith(`${series} `));
    return Number(line?.slice(series.length + 1) ?? 0);
  };
  const linesOf = async (name: 'api' | 'worker0', requestId: string | null) =>
    (await install.logOf(name)).filter((line) => line['requestId'] === requestId);

  it('one line for each request, with the id that the caller was given; none for probes', async () => {
    const { headers } = await admin.call('GET', '/records/customers?search=kanarie&limit=5');
    const requestId = headers.get('x-request-id');
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    await expect
      .poll(() => linesOf('api', requestId))
      .toMatchObject([
        { level: 30, msg: 'request', ...ids, method: 'GET', route: '/api/v1/records/:module', status: 200 },
      ]);
    const probes = ['//health/live', '//health/ready', '//metrics'];
    for (const path of probes) expect((await admin.call('GET', path)).status).toBe(200);
    const log = await install.logOf('api');
    const routes = new Set(log.map(({ route }) => route));
    for (const path of probes) expect(routes).not.toContain(path.slice(1));
    expect(JSON.stringify(log)).not.toContain('kanarie');
  });

  it('the jobs that a request has promised, by its id, as they begin and end', async () => {
    await jobDone(admin, await startImport(admin, CUSTOMERS, '观'));
    const filter = { field: 'name', op: 'contains', value: '观' };
    const edit = await admin.call('POST', '/records/customers/actions/edit', { filter, params: { level: 'A' } });
    const jobId = String(edit.body['jobId']);
    expect(await jobDone(admin, jobId)).toMatchObject({ state: 'completed', done: CUSTOMERS });
    const told = async () =>
      (await linesOf('worker0', edit.headers.get('x-request-id'))).filter((line) => line['jobId'] === jobId);
    await expect.poll(told).toMatchObject([
      { level: 30, msg: 'job begins', jobName: 'records.bulk', ...ids },
      {
        level: 30,
        msg: 'job ends',
        jobName: 'records.bulk',
        ...ids,
        outcome: 'done',
        ms: expect.any(Number) as number,
      },
    ]);
  });

  it('sweeps and what they reclaimed, in the figures of the worker that swept; nobody asked for them', async () => {
    await makeAllDue(install, admin);
    expect(await figure(workerUrl, 'ruyi_reclaimed_records_total{module="customers"}')).toBe(0);
    await letNightCome(install);
    const swept = () => figure(workerUrl, 'ruyi_sweeps_total{module="customers",outcome="done"}');
    await expect.poll(swept, { timeout: 60_000 }).toBe(1);
    expect(await figure(workerUrl, 'ruyi_reclaimed_records_total{module="customers"}')).toBe(CUSTOMERS);
    expect(await figure(install.url, 'ruyi_reclaimed_records_total{module="customers"}')).toBe(0);
    const sweep = (await install.logOf('worker0')).filter(({ jobName }) => jobName === 'pool.sweep');
    expect(sweep[0]).toMatchObject({ msg: 'job begins', tenantId: ids.tenantId, userId: null, requestId: null });
  });

  it('messages by kind and outcome', async () => {
    await jobDone(admin, await mail.send(admin, 3));
    expect(await figure(workerUrl, 'ruyi_messages_total{kind="mail",outcome="sent"}')).toBe(3);
    await admin.call('PUT', '/senders/mail', {
      provider: 'smtp',
      settings: { host: '127.0.0.1', port: 1, secure: false, fromAddress: 'a@example.com' },
    });
    await admin.call('POST', '/senders/mail/test', { to: 'b@example.com' });
    expect(await figure(install.url, 'ruyi_messages_total{kind="mail",outcome="again"}')).toBe(1);
  });

  it('the same of both processes: queues, connections, caches, requests and jobs', async () => {
    const [api, worker] = await Promise.all([figuresOf(install.url), figuresOf(workerUrl)]);
    for (const each of [api, worker]) {
      const text = each.join('\n');
      for (const state of ['waiting', 'active', 'delayed'])
        expect(text).toMatch(new RegExp(`^ruyi_queue_jobs\\{state="${state}"\\} \\d+$`, 'm'));
      for (const where of ['queue', 'calls', 'outbox'])
        expect(text).toMatch(new RegExp(`^ruyi_oldest_seconds\\{where="${where}"\\} [\\d.]+$`, 'm'));
      for (const state of ['used', 'idle', 'waiting'])
        expect(text).toMatch(new RegExp(`^ruyi_database_connections\\{state="${state}"\\} \\d+$`, 'm'));
      for (const cache of ['model', 'access']) {
        expect(text).toMatch(new RegExp(`^ruyi_tenant_cache_entries\\{cache="${cache}"\\} [1-9]\\d*$`, 'm'));
        expect(text).toMatch(new RegExp(`^ruyi_tenant_cache_misses_total\\{cache="${cache}"\\} [1-9]\\d*$`, 'm'));
      }
      expect(text).toMatch(/^ruyi_tenant_cache_hits_total\{cache="model"\} [1-9]\d*$/m);
      expect(text).not.toMatch(/^ruyi_unread_gauges_total\{/m);
    }
    const list = 'ruyi_http_request_seconds_count{method="GET",route="/api/v1/records/:module",status="200"}';
    expect(api.some((line) => line.startsWith(list))).toBe(true);
    expect(worker).toContain('ruyi_job_seconds_count{name="records.bulk",outcome="done"} 1');
    const ready = await fetch(`${workerUrl}/health/ready`);
    expect(await ready.json()).toEqual({ status: 'ok', checks: { database: 'ok', queue: 'ok' } });
  });

  it('what failed as an error, with the ids of the request', async () => {
    await install.query('alter table customers rename to customers_away');
    const { status, headers } = await admin.call('GET', '/records/customers');
    await install.query('alter table customers_away rename to customers');
    expect(status).toBe(500);
    const requestId = headers.get('x-request-id');
    await expect
      .poll(() => linesOf('api', requestId))
      .toMatchObject([
        { level: 50, msg: 'request failed', ...ids },
        { level: 50, msg: 'request', ...ids, status: 500 },
      ]);
  });

  it('nothing where the operator wants nothing', async () => {
    expect(await install.api.stop()).toBe(0);
    await install.api.start({ LOG_LEVEL: 'silent' });
    const { status, headers } = await admin.call('GET', '/records/customers');
    expect(status).toBe(200);
    expect(await install.api.stop()).toBe(0);
    expect(await linesOf('api', headers.get('x-request-id'))).toEqual([]);
  });
});
