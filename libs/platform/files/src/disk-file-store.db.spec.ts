import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Context, type Database, newId, sql } from '@ruyi/engine/context';
import { testDatabase } from '@ruyi/testing';
import { DiskFileStore } from './disk-file-store.js';

let folder: string;
let store: DiskFileStore;
let database: Database;

function aTenant(): Context {
  return {
    tenantId: newId(),
    userId: newId(),
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    baseCurrency: 'CNY',
    modelVersion: 1,
    accessVersion: 1,
    requestId: 'test',
  };
}

const ann = aTenant();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ruyi-files-'));
  const db = await testDatabase();
  database = db.database;
  store = new DiskFileStore(database, { folder, maxBytes: 1000 });
});

afterAll(() => rm(folder, { recursive: true }));

it('keeps a file and gives it back, with the type that its bytes have', async () => {
  const file = await store.upload(
    ann,
    '../../合同\u202Egpj.png',
    Readable.from([Buffer.from('<script>alert(1)</script>')]),
  );
  expect(file).toMatchObject({ name: '合同gpj.png', size: 25, type: 'application/octet-stream' });
  expect(await text(await store.read(ann, file.id))).toBe('<script>alert(1)</script>');
  expect(await store.find(ann, file.id)).toMatchObject({ uploadedBy: ann.userId, recordId: null, size: 25 });
});

it("does not find another tenant's file, nor read its bytes", async () => {
  const bob = aTenant();
  const file = await store.upload(ann, 'a.txt', Readable.from(['hello']));
  expect(await store.find(bob, file.id)).toBeNull();
  await expect(store.read(bob, file.id)).rejects.toMatchObject({ status: 404 });
  await expect(store.read(ann, '../../../etc/passwd')).rejects.toMatchObject({ status: 404 });
});

it('refuses what is too large and leaves nothing behind', async () => {
  const carl = aTenant();
  await expect(
    store.upload(carl, 'big.bin', Readable.from([Buffer.alloc(600), Buffer.alloc(600)])),
  ).rejects.toMatchObject({ status: 413, code: 'tooLarge' });
  const left = await readdir(join(folder, carl.tenantId), { recursive: true, withFileTypes: true });
  expect(left.filter((entry) => entry.isFile())).toEqual([]);
});

it('replaces a file of its own that is written again', async () => {
  const id = newId();
  for (const content of ['one', 'second'])
    await store.save(ann, { id, name: '客户.csv', type: 'text/csv' }, Readable.from([content]));
  expect(await store.find(ann, id)).toMatchObject({ size: 6, type: 'text/csv' });
  expect(await text(await store.read(ann, id))).toBe('second');
});

it('takes out what no record shows, after its time, and the bytes with it', async () => {
  const carl = aTenant();
  const [old, used, fresh] = await Promise.all(
    ['old.txt', 'used.txt', 'fresh.txt'].map((name) => store.upload(carl, name, Readable.from([name]))),
  );
  const record = newId();
  await database.transaction(carl.tenantId, (tx) =>
    tx.pipeline([
      sql`insert into record (tenant_id, id, module_key) values (${carl.tenantId}, ${record}, 'customers')`,
      sql`update file set record_id = ${record}, created_at = now() - interval '90 days' where tenant_id = ${carl.tenantId} and id = ${used?.id}`,
      sql`update file set created_at = now() - interval '31 days' where tenant_id = ${carl.tenantId} and id = ${old?.id}`,
    ]),
  );
  expect(await store.removeUnused(carl.tenantId, 30)).toBe(1);
  expect(await store.find(carl, old?.id ?? '')).toBeNull();
  await expect(store.read(carl, old?.id ?? '')).rejects.toMatchObject({ status: 404 });
  for (const kept of [used, fresh]) expect(await text(await store.read(carl, kept?.id ?? ''))).toBe(kept?.name);
});
