import { expect } from 'vitest';
import type { ApiClient } from '@ruyi/testing';
import type { FaultInstall } from './fault-install.js';

/** Long after any fault a job is done: a worker's lease and a relay's minute are waited for. */
export const JOB_PATIENCE_MS = 280_000;

/** Uploads a file of so many customers; answers what starts its import and says the job's id. */
export async function uploadedImport(api: ApiClient, count: number, prefix: string): Promise<() => Promise<string>> {
  const rows = Array.from({ length: count }, (_, index) => `${prefix}${index}家`);
  const form = new FormData();
  form.set('file', new Blob([['公司名称', ...rows].join('\n')]), `${prefix}.csv`);
  const file = await api.call('POST', '/files', form);
  expect(file.status, JSON.stringify(file.body)).toBe(201);
  const body = { fileId: file.body['id'], mode: 'create', mapping: { 公司名称: 'name' } };
  return async () => {
    const started = await api.call('POST', '/records/customers/import', body);
    expect(started.status, JSON.stringify(started.body)).toBe(202);
    return String(started.body['jobId']);
  };
}

/** Starts an import of so many customers; answers the job's id. */
export async function startImport(api: ApiClient, count: number, prefix: string): Promise<string> {
  return (await uploadedImport(api, count, prefix))();
}

/** Starts an edit of every customer whose name begins so; answers the job's id. */
export async function startEdit(api: ApiClient, prefix: string, level: string): Promise<string> {
  const filter = { field: 'name', op: 'contains', value: prefix };
  const body = { filter, params: { level } };
  const started = await api.call('POST', '/records/customers/actions/edit', body);
  expect(started.status, JSON.stringify(started.body)).toBe(202);
  return String(started.body['jobId']);
}

export async function jobDone(api: ApiClient, id: string): Promise<Record<string, unknown>> {
  return api.jobEnd(id, JOB_PATIENCE_MS);
}

/**
 * Makes every customer of the install due tonight: 60 days without a follow-up, a rule that waits for 15. Answers when the
 * night's sweep is promised.
 */
export async function makeAllDue(install: FaultInstall, admin: ApiClient): Promise<void> {
  await install.query(
    `update customers set created_at = now() - interval '60 days', owned_since = now() - interval '60 days'`,
  );
  const pools = await admin.call<{ items: { id: string }[] }>('GET', '/pools');
  const rule = { kind: 'noFollowUp', enabled: true, days: { default: 15 }, dayKind: 'natural' };
  const rules = {
    rules: [{ ...rule, spareDeals: false, spareOpenOpportunities: false }],
    remindDays: 0,
    graceDays: 0,
    pauseDates: [],
  };
  const put = await admin.call('PUT', `/pools/${pools.body.items[0]?.id ?? ''}/rules`, rules);
  expect(put.status, JSON.stringify(put.body)).toBe(200);
  const promised = () => install.query(`select 1 from outbox where name = 'pool.sweep'`);
  await expect.poll(promised, { timeout: JOB_PATIENCE_MS, interval: 100 }).toHaveLength(1);
}

/** Lets the night come in so many seconds. */
export async function letNightCome(install: FaultInstall, seconds = 0): Promise<void> {
  await install.query(
    `with night as (update outbox set run_at = now() + make_interval(secs => $1) where name = 'pool.sweep' returning tenant_id, run_at)
     insert into outbox_wakeup (id, tenant_id, at) select gen_random_uuid(), tenant_id, run_at from night`,
    [seconds],
  );
}

/** Each customer was reclaimed, once, and has left its owner. */
export async function expectReclaimedOnce(install: FaultInstall, count: number): Promise<void> {
  const [found] = await install.query<{ moves: number; records: number; pooled: number; entries: number }>(
    `select (select count(*)::int from pool_move where kind = 'reclaim') as moves,
       (select count(distinct record_id)::int from pool_move where kind = 'reclaim') as records,
       (select count(*)::int from customers where pool_id is not null and owner_id is null) as pooled,
       (select count(*)::int from history where action = 'reclaim') as entries`,
  );
  expect(found).toEqual({ moves: count, records: count, pooled: count, entries: count });
}
