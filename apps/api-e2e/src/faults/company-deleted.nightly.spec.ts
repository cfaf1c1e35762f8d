import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Company } from '../operations/company.js';
import { JOB_PATIENCE_MS, startImport } from './support/big-jobs.js';
import { expectNothingLost } from './support/expect-nothing-lost.js';
import { FaultInstall, QUEUE_STORES } from './support/fault-install.js';
import { queuedJobs } from './support/queued-jobs.js';
import { rowsOfCompany } from './support/rows-of-company.js';
import { tablesThatName } from './support/tables-that-name.js';

const NAME = '如意茶业';
const ROWS = 6_000;
/** People at work beside the imports. */
const WRITERS = 3;

let install: FaultInstall;
afterEach(() => install.stop());

describe.each(QUEUE_STORES)('a company that is deleted while it works, queues on %s', (queue) => {
  it('leaves neither what its people and its import were writing nor the import itself', async () => {
    install = await FaultInstall.start({ queue, env: { SMS_SINK_URL: 'http://127.0.0.1:9' } });
    const leaving = await Company.signUp(install.nobody());
    const staying = await Company.signUp(install.nobody());
    await staying.file();
    const { admin } = leaving;
    const imports = [await startImport(admin, ROWS, '甲'), await startImport(admin, ROWS, '乙')];
    const done = async () => Number((await admin.call('GET', `/jobs/${imports[0] ?? ''}`)).body['done']);
    await expect.poll(done, { timeout: 60_000, interval: 20 }).toBeGreaterThan(0);
    const writing = Array.from({ length: WRITERS }, async (_, writer) => {
      for (let count = 0; ; count += 1) {
        const { status } = await admin.call('POST', '/records/customers', { name: `第${writer}组第${count}家` });
        if (status !== 201) return { status, count };
      }
    });
    const { code, err } = await install.ruyi('tenant', 'delete', leaving.tenantId, '--name', NAME);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const { status, count } of await Promise.all(writing)) {
      expect(status).toBe(401);
      expect(count).toBeGreaterThan(0);
    }
    await expect.poll(() => queuedJobs(install), { timeout: JOB_PATIENCE_MS, interval: 200 }).toEqual([]);
    const left = Object.entries(await rowsOfCompany(install, leaving.tenantId)).filter(([, rows]) => rows > 0);
    expect(left).toEqual([]);
    expect(await tablesThatName(install, leaving.tenantId)).toEqual([]);
    expect(await readdir(join(install.dataFolder, 'files'))).toEqual([staying.tenantId]);
    await expectNothingLost(install);
  });
});
