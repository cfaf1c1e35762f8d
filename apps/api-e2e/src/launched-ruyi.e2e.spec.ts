import { spawn } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient, startTestServer, type TestServer } from '@ruyi/testing';
import { installSecret, readConfig } from '@ruyi/platform/config';
import { startEmbeddedPostgres, urlsOf } from '@ruyi/platform/database';
import type { RuyiAnswer } from './run-ruyi.js';

const ROOT = resolve(import.meta.dirname, '../../..');
const LAUNCHER = join(ROOT, 'tools/launcher/ruyi.mjs');

describe('npx ruyi, as npm starts it', () => {
  let server: TestServer;
  let migrations: string;

  beforeAll(async () => {
    server = await startTestServer();
    migrations = await mkdtemp(join(tmpdir(), 'ruyi-migrations-'));
    await cp(join(ROOT, 'migrations'), migrations, { recursive: true });
  });
  afterAll(async () => {
    await server.stop();
    await rm(migrations, { recursive: true });
  });

  async function ruyi(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<RuyiAnswer> {
    const child = spawn(process.execPath, [LAUNCHER, ...args], {
      // From anywhere: what it works on, it knows by itself.
      cwd: tmpdir(),
      env: { PATH: process.env['PATH'], DATA_DIR: server.dataFolder, ...env },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const code = await new Promise<number | null>((done) => child.once('close', done));
    return { code, out, err };
  }

  /** As the schema's owner, within one company. */
  async function asOwner(tenantId: string, text: string, values: readonly unknown[]): Promise<void> {
    const config = readConfig({ DATA_DIR: server.dataFolder });
    const postgres = await startEmbeddedPostgres({ dataFolder: server.dataFolder });
    const { owner } = urlsOf(await postgres.ensureDatabase('ruyi'), await installSecret(config));
    const client = new pg.Client({ connectionString: owner });
    await client.connect();
    try {
      await client.query('begin');
      await client.query(`select set_config('app.tenant_id', $1, true)`, [tenantId]);
      const { rowCount } = await client.query(text, [...values]);
      expect(rowCount).toBe(1);
      await client.query('commit');
    } finally {
      await client.end();
    }
  }

  it('migrates what is there to migrate, and says with its exit code whether something waits', async () => {
    const done = await ruyi(['migrate', 'status']);
    expect(done, done.err).toMatchObject({ code: 0, err: '' });
    expect(done.out).toMatch(/^\d{4}-\d\d-\d\dT\S+ {2}0001_\w+$/m);
    expect(done.out).not.toContain('not yet');
    expect(await ruyi(['migrate'])).toEqual({ code: 0, out: 'nothing to migrate\n', err: '' });

    await writeFile(join(migrations, '9999_tried_by_the_launcher.sql'), 'create table tried_by_the_launcher (id int);');
    const env = { MIGRATIONS: migrations };
    const pending = await ruyi(['migrate', 'status'], env);
    expect(pending.code).toBe(1);
    expect(pending.out).toMatch(/^not yet +9999_tried_by_the_launcher$/m);
    expect(await ruyi(['migrate'], env)).toEqual({ code: 0, out: 'migrated: 9999_tried_by_the_launcher\n', err: '' });
    const after = await ruyi(['migrate', 'status'], env);
    expect(after.code).toBe(0);
    expect(after.out).toMatch(/^\d{4}-\d\d-\d\dT\S+ {2}9999_tried_by_the_launcher$/m);
  });

  it('checks the data, and says with its exit code whether a row is wrong', async () => {
    const admin = await new ApiClient(server.url).signUp('对账贸易');
    const tenantId = (await admin.call<{ tenant: { id: string } }>('GET', '/me')).body.tenant.id;
    const id = String((await admin.call('POST', '/records/customers', { name: '对得上' })).body['id']);
    expect(await ruyi(['check', tenantId])).toEqual({ code: 0, out: `${tenantId}  对账贸易  ok\n`, err: '' });

    const change = (by: number) =>
      asOwner(tenantId, 'update customers set version = version + $3 where tenant_id = $1 and id = $2', [
        tenantId,
        id,
        by,
      ]);
    await change(1);
    const wrong = await ruyi(['check']);
    expect(wrong.code).toBe(1);
    expect(wrong.out).toContain(`${tenantId}  对账贸易  WRONG\n`);
    expect(wrong.out).toContain(`customers: rows whose version is not the one that their history ends with: ${id}\n`);
    await change(-1);
    expect(await ruyi(['check', tenantId])).toMatchObject({ code: 0 });
  });

  it('says what it does not know in one line, and ends with 1', async () => {
    const unknown = await ruyi(['check', '00000000-0000-7000-8000-000000000000']);
    expect(unknown).toEqual({
      code: 1,
      out: '',
      err: 'ruyi: there is no company with the id 00000000-0000-7000-8000-000000000000\n',
    });
    expect(await ruyi(['chek'])).toMatchObject({ code: 1, out: '' });
  });
});
