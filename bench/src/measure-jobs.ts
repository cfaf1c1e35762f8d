import { resolve } from 'node:path';
import { ApiClient } from './api-client.js';
import type { BenchOptions } from './bench-options.js';
import { startProcess } from './bench-process.js';
import type { BenchWorld } from './bench-world.js';
import { rowsPerSecond, type JobRow } from './job-row.js';
import { measureImports } from './measure-imports.js';

const POLL_MS = 10;
const FIELDS = ['name', 'level', 'industry', 'mobile', 'region', 'ownerId'];

/** The export as a user waits for it (asked, queued, written to disk, reported), and the sweep by the admin's button. */
export async function measureJobs(
  world: BenchWorld,
  options: BenchOptions,
  undo: (() => Promise<void>)[],
): Promise<JobRow[]> {
  const { company, owner, env, floor, api } = world;
  // What the set-up has left for the worker: the filled rows have their slots and dates already.
  await owner.query('delete from outbox where tenant_id = $1', [company.tenantId]);
  const worker = await startProcess('worker', resolve(import.meta.dirname, '../apps/worker/main.js'), {
    env,
    folder: env['DATA_DIR'] ?? '',
  });
  undo.push(() => worker.stop());
  const { select, number } = company.custom;
  const { rows } = await owner.query<{ value: number }>(
    `select ${number.slot} as value from customers where tenant_id = $1 and deleted_at is null and ${number.slot} is not null order by 1 offset $2 limit 1`,
    [company.tenantId, options.exportedRows],
  );
  const below = rows[0]?.value ?? 0;
  const request = {
    filter: { field: number.key, op: 'lt', value: below },
    fields: [...FIELDS, select.key, number.key, 'nextContactAt', 'createdAt'],
    format: 'csv',
  };
  const bare = new ApiClient(floor.url, null, '');
  const oursExport = (): Promise<number> => exportOnce(company.api, request);
  const floorExport = async (): Promise<number> =>
    (await bare.call<{ rows: number }>('POST', '/export', { below })).rows;
  // Once to warm up, in both.
  await Promise.all([oursExport(), floorExport()]);
  const [exported, exportMs] = await timed(oursExport);
  const [floorExported, floorExportMs] = await timed(floorExport);
  if (exported !== floorExported) throw new Error(`the product exports ${exported} rows, the floor ${floorExported}`);
  const [{ reclaimed, paused }, sweepMs] = await timed(() =>
    new ApiClient(api.url, company.token).call<{ reclaimed: number; paused: boolean }>('POST', '/pools/sweep', {}),
  );
  const table: JobRow[] = [
    {
      name: `export of ${exported} rows to csv`,
      ours: exportMs,
      floor: floorExportMs,
      figure: { key: 'exportRowsPerSecond', value: rowsPerSecond(exported, exportMs) },
    },
    ...(await measureImports(world, options, bare)),
  ];
  if (paused) return table;
  const [{ reclaimed: floorReclaimed }, floorSweepMs] = await timed(() =>
    bare.call<{ reclaimed: number }>('POST', '/sweep', { rows: reclaimed }),
  );
  if (floorReclaimed !== reclaimed)
    throw new Error(`the product reclaims ${reclaimed} customers, the floor ${floorReclaimed}`);
  return [
    ...table,
    {
      name: `sweep that reclaims ${reclaimed} of ${options.customers}`,
      ours: sweepMs,
      floor: floorSweepMs,
      figure: { key: 'sweepSeconds', value: Number((sweepMs / 1_000).toFixed(2)) },
    },
  ];
}

async function exportOnce(api: ApiClient, request: object): Promise<number> {
  const { jobId } = await api.call<{ jobId: string }>('POST', '/records/customers/export', request);
  for (;;) {
    const job = await api.call<{ state: string; result?: { rows: number } }>('GET', `/jobs/${jobId}`);
    if (job.state === 'completed') return job.result?.rows ?? 0;
    if (job.state !== 'waiting' && job.state !== 'active') throw new Error(`the export is ${job.state}`);
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const from = performance.now();
  return [await work(), performance.now() - from];
}
