import { afterEach, describe, expect, it } from 'vitest';
import { Metrics } from './metrics.js';
import { Readiness } from './readiness.js';
import { serveOperations } from './serve-operations.js';

describe('the answers of a process without an API', () => {
  let close: () => Promise<void> = () => Promise.resolve();
  afterEach(() => close());

  async function served(database: () => Promise<void>): Promise<(path: string) => Promise<Response>> {
    const metrics = new Metrics();
    metrics.job('pool.sweep', 'done', 0.2);
    metrics.swept('customers', 'done');
    metrics.reclaimed('customers', 7);
    metrics.reclaimed('customers', 5);
    metrics.message('sms', 'unknown');
    let hits = 3;
    metrics.watchCount({ name: 'ruyi_hits_total', help: 'x', label: 'cache', read: () => ({ model: (hits += 1) }) });
    const readiness = new Readiness([{ name: 'database', check: database }]);
    const server = await serveOperations({ port: 0, host: '127.0.0.1', readiness, metrics });
    close = () => server.close();
    return (path) => fetch(`http://127.0.0.1:${server.port}${path}`);
  }

  it('says that it lives, that it is ready, and what it measured', async () => {
    const get = await served(() => Promise.resolve());
    expect(await (await get('/health/live')).json()).toEqual({ status: 'ok' });
    expect((await get('/health/ready')).status).toBe(200);
    const told = (await (await get('/metrics')).text()).split('\n');
    expect(told).toEqual(
      expect.arrayContaining([
        'ruyi_job_seconds_count{name="pool.sweep",outcome="done"} 1',
        'ruyi_sweeps_total{module="customers",outcome="done"} 1',
        'ruyi_reclaimed_records_total{module="customers"} 12',
        'ruyi_messages_total{kind="sms",outcome="unknown"} 1',
        'ruyi_hits_total{cache="model"} 4',
      ]),
    );
    // What somebody else counts is told as it stands, not added up.
    expect(await (await get('/metrics')).text()).toContain('ruyi_hits_total{cache="model"} 5');
    expect((await get('/anything')).status).toBe(404);
  });

  it('is alive but not ready while the database is away', async () => {
    const get = await served(() => Promise.reject(new Error('away')));
    const ready = await get('/health/ready');
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ status: 'unavailable', checks: { database: 'unavailable' } });
    expect((await get('/health/live')).status).toBe(200);
  });
});
