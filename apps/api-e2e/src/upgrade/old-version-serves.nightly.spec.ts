import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ApiClient } from '@ruyi/testing';
import { jobDone, startImport } from '../faults/support/big-jobs.js';
import { expectNothingLost } from '../faults/support/expect-nothing-lost.js';
import { FaultInstall } from '../faults/support/fault-install.js';
import { runRuyi } from '../run-ruyi.js';
import { BusyPeople } from './busy-people.js';
import { FirstReleaseData } from './first-release-data.js';

const ROOT = resolve(import.meta.dirname, '../../../..');
/** Customers that are there when the migrations begin, besides those of the demo company. */
const ROWS = 20_000;
const PEOPLE = 4;
/** What nobody waits longer for, whatever the migrations do. */
const LONGEST_MS = 3_000;
/** The old version's packages are installed before it is built. */
const BUILT_WITHIN_MS = 600_000;
/** How long somebody's report keeps a migration from what it wants: longer than anybody may wait behind that. */
const REPORT_MS = 5_000;

let folder: string;
let data: FirstReleaseData;
let install: FaultInstall;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ruyi-old-version-'));
  const build = join(folder, 'build');
  // Fails, and says why, where the history is not there.
  await promisify(execFile)(process.execPath, [join(ROOT, 'tools/upgrade/build-release.mjs'), build]);
  data = await FirstReleaseData.open();
  install = await FaultInstall.start({
    root: build,
    before: {
      folder: (dataFolder) => data.intoFolder(dataFolder),
      database: (adminUrl) => data.intoDatabase(adminUrl),
    },
    env: { SMS_SINK_URL: 'http://127.0.0.1:9' },
  });
}, BUILT_WITHIN_MS);
afterAll(async () => {
  await install.stop();
  await data.close();
  await rm(folder, { recursive: true, force: true });
});

it('the first release serves while all migrations since run, and after; today’s version beside it has all that was written', async () => {
  const old = await signedIn();
  await jobDone(old, await startImport(old, ROWS, '旧'));
  const before = new BusyPeople(old, '首版', 'first').begin(PEOPLE);
  await before.more(100);

  const imported = await startImport(old, ROWS / 2, '新');
  const report = readForLong();
  const migrated = await runRuyi(install.dataFolder, ['migrate']);
  expect(migrated, migrated.out).toMatchObject({ code: 0, err: '' });
  expect(migrated.out).toContain('0068_search_asks_the_register');
  await report;
  await before.more(200);
  expect(await jobDone(old, imported)).toMatchObject({ state: 'completed', done: ROWS / 2, failed: 0 });

  const [api, worker] = await Promise.all([install.ofToday('api'), install.ofToday('worker')]);
  try {
    await Promise.all([api.process.start(), worker.process.start()]);
    const today = new BusyPeople(old.at(api.url), '今天', 'today').begin(PEOPLE / 2);
    await Promise.all([before.more(200), today.more(200)]);
    await Promise.all([before.end(), today.end()]);
    await Promise.all([install.api.stop(), install.worker.stop()]);
    for (const people of [before, today]) {
      expect(people.refused).toEqual([]);
      expect(people.slowest.ms, people.slowest.what).toBeLessThan(LONGEST_MS);
      expect(Math.min(...people.answered.values())).toBeGreaterThan(1);
    }
    await expectAccepted(old.at(api.url), [before, today]);
    await expectNothingLost(install);
  } finally {
    await Promise.all([api.process.stop(), worker.process.stop()]);
  }
});

async function signedIn(): Promise<ApiClient> {
  const [who] = data.story.people;
  const { status, body } = await install.nobody().call('POST', '/auth/login', who);
  expect(status, JSON.stringify(body)).toBe(200);
  return install.nobody().as(String(body['accessToken']));
}

/**
 * As an export of the old version does: one transaction that has begun to read before the migrations, and goes on while one of
 * them (0060, which comes after 0058) wants for itself what every request reads.
 */
async function readForLong(): Promise<void> {
  await install.query(
    `do $$ begin
       perform from tenant, app_user limit 1;
       perform from customers, contacts limit 1;
       while not exists (select from migration where number = 58) loop perform pg_sleep(0.05); end loop;
       perform pg_sleep(${REPORT_MS / 1000});
     end $$`,
  );
}

/** Every write that was answered with success is there, whole, and nothing that nobody was told of. */
async function expectAccepted(api: ApiClient, all: readonly BusyPeople[]): Promise<void> {
  const accepted = new Map(all.flatMap((people) => [...people.accepted]));
  expect(accepted.size).toBeGreaterThan(20);
  const rows = await install.query<{
    id: string;
    name: string;
    remark: string | null;
    followUps: number;
    claims: number;
  }>(
    `select c.id, c.name, c.remark,
       (select count(*)::int from follow_ups f where f.tenant_id = c.tenant_id and f.content = c.name) as "followUps",
       (select count(*)::int from pool_move m where m.tenant_id = c.tenant_id and m.record_id = c.id and m.kind = 'claim') as claims
     from customers c where c.name ~ '^(首版|今天)[0-9]+号'`,
  );
  expect(new Map(rows.map(({ id, ...row }) => [id, row]))).toEqual(accepted);
  for (const [id, { name, remark }] of accepted)
    expect((await api.call('GET', `/records/customers/${id}`)).body, name).toMatchObject({ name, remark });
}
