import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ApiClient } from '@ruyi/testing';
import { runRuyi } from '../run-ruyi.js';
import { jobDone, startImport } from './support/big-jobs.js';
import { expectNothingLost } from './support/expect-nothing-lost.js';
import { FaultInstall } from './support/fault-install.js';
import { MachinePostgres } from './support/machine-postgres.js';
import { SteadyWriters } from './support/steady-writers.js';

const ROWS = 6_000;
const ROLES = ['ruyi_owner', 'ruyi_app', 'ruyi_queue', 'ruyi_search'];
const SENDER = {
  provider: 'smtp',
  settings: { host: 'smtp.example.com', port: 465, secure: true, user: 'a', fromAddress: 'a@example.com' },
  secrets: { password: 'very secret' },
};

/** What is kept elsewhere: the dump, the files, the secret. */
let vault: string;
let servers: MachinePostgres[] = [];
let installs: FaultInstall[] = [];

beforeAll(async () => {
  vault = await mkdtemp(join(tmpdir(), 'ruyi-vault-'));
});
afterAll(async () => {
  for (const install of installs) await install.stop();
  for (const server of servers) await server.stop();
  await rm(vault, { recursive: true, force: true });
});

async function newServer(name: string): Promise<MachinePostgres> {
  const folder = await mkdtemp(join(tmpdir(), `ruyi-server-${name}-`));
  const server = await MachinePostgres.start(folder);
  servers = [...servers, server];
  return server;
}

/** Uploads texts one after the other until it is ended; keeps what was accepted. */
class SteadyUploads {
  readonly accepted = new Map<string, string>();
  #stopped = false;
  readonly #done: Promise<void>;

  constructor(api: ApiClient) {
    this.#done = this.#upload(api);
  }

  async end(): Promise<void> {
    this.#stopped = true;
    await this.#done;
  }

  async #upload(api: ApiClient): Promise<void> {
    for (let count = 0; !this.#stopped; count += 1) {
      const text = `合同正文${count}`;
      const form = new FormData();
      form.set('file', new Blob([text]), `合同${count}.txt`);
      const { status, body } = await api.call('POST', '/files', form);
      expect(status, JSON.stringify(body)).toBe(201);
      this.accepted.set(String(body['id']), text);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** As the guide for operators says: the secret, the files, the database, the files again. */
async function backUp(server: MachinePostgres, dataFolder: string): Promise<void> {
  await cp(join(dataFolder, 'secret'), join(vault, 'secret'));
  await copyFiles(dataFolder);
  await server.tool('pg_dump', ['--format=custom', `--file=${join(vault, 'ruyi.dump')}`, 'ruyi']);
  await copyFiles(dataFolder);
}

/** Keeps what it has copied. An upload that is whole between look and copy has another name then. */
async function copyFiles(dataFolder: string): Promise<void> {
  for (;;) {
    try {
      return await cp(join(dataFolder, 'files'), join(vault, 'files'), { recursive: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

/** As the guide says: roles without a password, the dump, files and secret; `ruyi migrate` opens the roles, `ruyi check` looks. */
async function restore(): Promise<FaultInstall> {
  const server = await newServer('restored');
  const dataFolder = await mkdtemp(join(tmpdir(), 'ruyi-restored-'));
  await server.database('ruyi');
  for (const role of ROLES) await server.tool('createuser', ['--no-login', role]);
  await server.tool('pg_restore', ['--exit-on-error', '--dbname=ruyi', join(vault, 'ruyi.dump')]);
  await cp(join(vault, 'files'), join(dataFolder, 'files'), { recursive: true });
  await cp(join(vault, 'secret'), join(dataFolder, 'secret'));
  const address = { DATABASE_URL: server.url('ruyi') };
  const migrated = await runRuyi(dataFolder, ['migrate'], address);
  expect(migrated.code, migrated.out + migrated.err).toBe(0);
  const check = await runRuyi(dataFolder, ['check'], address);
  expect(check.out + check.err).not.toContain('WRONG');
  expect(check.code, check.out + check.err).toBe(0);
  const install = await FaultInstall.start({ server, dataFolder });
  installs = [...installs, install];
  return install;
}

it('an install that is backed up while people write and a job runs is whole again in an empty folder on a new server', async () => {
  const server = await newServer('first');
  const first = await FaultInstall.start({ server });
  installs = [first];
  const admin = await first.nobody().signUp('云启贸易');
  expect((await admin.call('PUT', '/senders/mail', SENDER)).status).toBe(200);
  const writers = new SteadyWriters(admin, 4);
  const uploads = new SteadyUploads(admin);
  const job = await startImport(admin, ROWS, '新');
  const done = async () => Number((await admin.call('GET', `/jobs/${job}`)).body['done']);
  await expect.poll(done, { timeout: 60_000, interval: 10 }).toBeGreaterThan(0);
  const before = { customers: new Map(writers.accepted), files: new Map(uploads.accepted) };
  expect(await done()).toBeLessThan(ROWS);
  await backUp(server, first.dataFolder);
  const after = { customers: writers.accepted.size, files: uploads.accepted.size };
  await writers.end();
  await uploads.end();
  expect(writers.strange).toEqual([]);
  // People wrote while it was made, so that it is a backup of a working install.
  expect(before.customers.size).toBeGreaterThan(0);
  expect(before.files.size).toBeGreaterThan(0);
  expect(after.customers).toBeGreaterThan(before.customers.size);
  expect(after.files).toBeGreaterThan(before.files.size);
  await first.stop();
  installs = [];

  const restored = await restore();
  const again = admin.at(restored.url);
  expect(await jobDone(again, job)).toMatchObject({ state: 'completed', done: ROWS, failed: 0 });
  await expectNothingLost(restored);
  const rows = await restored.query<{ id: string; name: string }>('select id, name from customers');
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  expect(new Set(names.values()).size).toBe(rows.length);
  for (const [id, name] of before.customers) expect(names.get(id)).toBe(name);
  expect(rows.filter(({ name }) => name.startsWith('新'))).toHaveLength(ROWS);
  for (const [id, text] of before.files) {
    const file = await again.call<string>('GET', `/files/${id}`);
    expect([file.status, file.body]).toEqual([200, text]);
  }
  // Every row of a file that came while the backup was made has its bytes: `ruyi check` has looked for them.
  expect((await restored.query('select from file')).length).toBeGreaterThanOrEqual(before.files.size);
  expect((await again.call('GET', '/senders/mail')).body).toMatchObject({ sender: { secretsSet: ['password'] } });
  expect((await again.call('POST', '/records/customers', { name: '第一家新的' })).status).toBe(201);
});
