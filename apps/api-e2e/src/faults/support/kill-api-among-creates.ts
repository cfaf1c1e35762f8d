import { expect } from 'vitest';
import { jobDone, startImport } from './big-jobs.js';
import { expectNothingLost } from './expect-nothing-lost.js';
import type { FaultInstall } from './fault-install.js';
import { SteadyWriters } from './steady-writers.js';

const CONNECTIONS = 8;
const BETWEEN_MS = 1_500;
/** Rows of the import that is started just before. */
const ROWS = 200;

/** Kills the api so many times while eight connections create and a job was just promised, and checks what is left. */
export async function killApiAmongCreates(install: FaultInstall, kills: number): Promise<void> {
  const admin = await install.nobody().signUp();
  const writers = new SteadyWriters(admin, CONNECTIONS);
  const jobs: string[] = [];
  for (let count = 0; count < kills; count += 1) {
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
    jobs.push(await startImport(admin, ROWS, `随${count}批`));
    await install.api.kill();
    // As if the minute had passed after which a request without an answer is given up.
    await install.query(
      `update idempotency_key set started_at = started_at - interval '1 minute' where status is null`,
    );
    await install.api.start();
  }
  await writers.end();
  for (const job of jobs)
    expect(await jobDone(admin, job)).toMatchObject({ state: 'completed', done: ROWS, failed: 0 });
  expect(writers.strange).toEqual([]);
  const rows = await install.query<{ id: string; name: string }>(
    `select id, name from customers where name not like '随%'`,
  );
  expect(rows.map(({ name }) => name).sort()).toEqual([...writers.begun].sort());
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  for (const [id, name] of writers.accepted) expect(names.get(id)).toBe(name);
  expect(writers.accepted.size).toBeGreaterThan(CONNECTIONS);
  await expectNothingLost(install);
}
