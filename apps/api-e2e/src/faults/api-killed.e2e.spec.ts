import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectNothingLost } from './support/expect-nothing-lost.js';
import { FaultInstall } from './support/fault-install.js';
import { SteadyWriters } from './support/steady-writers.js';

const CONNECTIONS = 8;
const KILLS = 1;
const BETWEEN_MS = 1_500;

let install: FaultInstall;

beforeAll(async () => {
  install = await FaultInstall.start();
});
afterAll(() => install.stop());

it('an api that is killed while eight connections create loses none that was accepted, and makes none twice for who asks again', async () => {
  const admin = await install.nobody().signUp();
  const writers = new SteadyWriters(admin, CONNECTIONS);
  for (let count = 0; count < KILLS; count += 1) {
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
    await install.api.kill();
    // As if the minute had passed after which a request without an answer is given up.
    await install.query(
      `update idempotency_key set started_at = started_at - interval '1 minute' where status is null`,
    );
    await install.api.start();
  }
  await writers.end();
  expect(writers.strange).toEqual([]);
  const rows = await install.query<{ id: string; name: string }>('select id, name from customers');
  expect(rows.map(({ name }) => name).sort()).toEqual([...writers.begun].sort());
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  for (const [id, name] of writers.accepted) expect(names.get(id)).toBe(name);
  expect(writers.accepted.size).toBeGreaterThan(CONNECTIONS);
  await expectNothingLost(install);
});
