import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, inject, it } from 'vitest';
import { ApiClient } from '@ruyi/testing';

const DELIVERED = resolve(import.meta.dirname, '../../../dist');
/** What the test build says in its logs, and the name of its part. */
const TRACES = /second wall alone|without-tenant-predicate|withoutTenantPredicate/i;

async function textsOf(folder: string, ending: string): Promise<string[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(ending));
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
}

it('no process that is delivered can leave the tenant predicate out', async () => {
  for (const part of ['apps/api', 'apps/worker', 'chunks', 'tools']) {
    const texts = [
      ...(await textsOf(join(DELIVERED, part), '.js')),
      ...(await textsOf(join(DELIVERED, part), '.js.map')),
    ];
    expect(texts.length, part).toBeGreaterThan(0);
    expect(texts.filter((text) => TRACES.test(text))).toEqual([]);
  }
});

it('the processes under test leave it out exactly when the test build is under test', async () => {
  const admin = await new ApiClient(inject('serverUrl')).signUp('墙内贸易');
  expect((await admin.call('GET', '/records/customers')).status).toBe(200);
  const log = await readFile(join(inject('serverData'), 'logs/api.log'), 'utf8');
  expect(TRACES.test(log)).toBe(process.env['TEST_BUILD_ROOT'] !== undefined);
});
