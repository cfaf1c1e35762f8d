import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import type { ApiAnswer, ApiClient } from '@ruyi/testing';
import { jobDone, startImport, uploadedImport } from './support/big-jobs.js';
import { expectNothingLost } from './support/expect-nothing-lost.js';
import { FaultInstall, QUEUE_STORES, type QueueStore } from './support/fault-install.js';

const KILOBYTE = 1024;

/** Of an import; their export as csv has some 200 KB. */
const ROWS = 2_000;

let install: FaultInstall;
let files: string;

/** Mounting is root's. */
async function asRoot(command: string, args: readonly string[]): Promise<void> {
  const run = promisify(execFile);
  if (process.getuid?.() === 0) await run(command, [...args]);
  else await run('sudo', ['-n', command, ...args]);
}

/** The product with a disk for files that holds a megabyte. */
async function begin(queue: QueueStore): Promise<void> {
  install = await FaultInstall.start({ queue });
  files = join(install.dataFolder, 'files');
  await mkdir(files, { recursive: true });
  await asRoot('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=1777', 'tmpfs', files]);
}

afterEach(async () => {
  await asRoot('umount', [files]);
  await install.stop();
});

/** Leaves room for so many bytes; without any, not even a folder can be made. Answers how there is room again. */
async function fillDisk(room = 0): Promise<() => Promise<void>> {
  const { bavail, bsize } = await statfs(files);
  const filler = join(files, 'filler');
  await writeFile(filler, new Uint8Array(bavail * bsize - room));
  return () => rm(filler);
}

function upload(api: ApiClient, kilobytes: number): Promise<ApiAnswer> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(kilobytes * KILOBYTE)]), '合同.bin');
  return api.call('POST', '/files', form);
}

/** Of everything below the folder of files. */
async function kept(): Promise<string[]> {
  const all = await readdir(files, { recursive: true });
  const sizes = await Promise.all(
    all.map(async (name) => ({ name, isFile: (await stat(join(files, name))).isFile() })),
  );
  return sizes
    .filter(({ isFile }) => isFile)
    .map(({ name }) => name)
    .sort();
}

// On one queue: an upload is a request, and no job has a part in it.
it('an upload that finds the disk full is told so and leaves nothing; the rest of the product works, and so do uploads when there is room', async () => {
  await begin('PostgreSQL');
  const api = await install.nobody().signUp();
  const first = await upload(api, 300);
  expect(first.status).toBe(201);
  const before = await kept();
  const full = await upload(api, 900);
  expect(full).toMatchObject({ status: 503, body: { code: 'internal' } });
  expect(full.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(full.body['detail']).toContain('存储空间不足');
  expect(await kept()).toEqual(before);
  expect(await install.query('select 1 from file')).toHaveLength(1);

  const makeRoom = await fillDisk();
  expect(await upload(api, 1)).toMatchObject({ status: 503 });
  expect((await api.call('POST', '/records/customers', { name: '云启贸易' })).status).toBe(201);
  expect((await api.call('GET', `/files/${String(first.body['id'])}`)).status).toBe(200);
  await makeRoom();
  expect(await upload(api, 300)).toMatchObject({ status: 201, body: { size: 300 * KILOBYTE } });
  await expectNothingLost(install);
});

describe.each(QUEUE_STORES)('a job whose file finds the disk full, queues on %s', (queue) => {
  const noRoom = {
    state: 'failed',
    result: { error: { code: 'internal', message: expect.stringContaining('存储空间不足') } },
  };

  it('an export fails with the reason and leaves nothing; when there is room it is made', async () => {
    await begin(queue);
    const api = await install.nobody().signUp();
    await jobDone(api, await startImport(api, ROWS, '旧'));
    const before = await kept();
    const start = async (): Promise<string> => {
      const body = { format: 'csv', fields: ['name', 'ownerId', 'createdAt'] };
      const started = await api.call('POST', '/records/customers/export', body);
      expect(started.status, JSON.stringify(started.body)).toBe(202);
      return String(started.body['jobId']);
    };
    // It finds out in the middle.
    const makeRoom = await fillDisk(20 * KILOBYTE);
    expect(await jobDone(api, await start())).toMatchObject(noRoom);
    expect(await kept()).toEqual([...before, 'filler'].sort());
    await makeRoom();
    const made = await jobDone(api, await start());
    expect(made).toMatchObject({ state: 'completed', result: { rows: ROWS } });
    const { fileId } = made['result'] as { fileId: string };
    const file = await api.call<string>('GET', `/files/${fileId}`);
    expect(file.body.trim().split('\n')).toHaveLength(ROWS + 1);
    await expectNothingLost(install);
  });

  it('an import whose list of refused rows has no room fails with the reason; what it had made stays and can be taken back', async () => {
    await begin(queue);
    const api = await install.nobody().signUp();
    await jobDone(api, await startImport(api, 10, '旧'));
    // Ten of these are there already: they are given back as a file.
    const start = await uploadedImport(api, ROWS, '旧');
    const before = await kept();
    const makeRoom = await fillDisk();
    const id = await start();
    expect(await jobDone(api, id)).toMatchObject({ ...noRoom, done: ROWS, failed: 10 });
    expect(await kept()).toEqual([...before, 'filler'].sort());
    expect(await install.query('select from customers where deleted_at is null')).toHaveLength(ROWS);
    await makeRoom();
    await expectNothingLost(install);
    const undone = await api.call('POST', `/jobs/${id}/undo`);
    expect(undone.status, JSON.stringify(undone.body)).toBe(202);
    await jobDone(api, String(undone.body['jobId']));
    expect(await install.query('select from customers where deleted_at is null')).toHaveLength(10);
    expect(await jobDone(api, await start())).toMatchObject({
      state: 'completed',
      result: { created: ROWS - 10, refused: 10 },
    });
    await expectNothingLost(install);
  });
});
