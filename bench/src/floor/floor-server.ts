import { fastify } from 'fastify';
import pg from 'pg';
import { untilStopped } from '@ruyi/platform/process';
import { addImport } from './floor-import.js';
import { addJobs } from './floor-jobs.js';
import { addLists } from './floor-lists.js';
import { addReads } from './floor-reads.js';
import { FLOOR_SETTINGS, type FloorSettings } from './floor-settings.js';
import { addWrites } from './floor-writes.js';

/** The same answers from the same tables by SQL written by hand: no tenant to find, no session, no rights, no validation. */
export async function runFloor(): Promise<void> {
  const settings = JSON.parse(process.env[FLOOR_SETTINGS] ?? '') as FloorSettings;
  const pool = new pg.Pool({
    connectionString: settings.adminUrl,
    max: 10,
    // For an administrator who is not past row-level security; and the planner's settings that a hand-written server would choose.
    options: `-c app.tenant_id=${settings.tenantId} -c plan_cache_mode=force_custom_plan -c jit=off -c max_parallel_workers_per_gather=0`,
  });
  const app = fastify();
  addLists(app, pool, settings);
  addReads(app, pool, settings);
  addWrites(app, pool, settings);
  addJobs(app, pool, settings);
  addImport(app, pool, settings);
  process.send?.({ ready: await app.listen({ port: 0, host: '127.0.0.1' }) });
  await untilStopped();
  await app.close();
  await pool.end();
}
