import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ApiAnswer, ApiClient } from '@ruyi/testing';
import { expectNothingLost } from './support/expect-nothing-lost.js';
import { FaultInstall } from './support/fault-install.js';

const KILOBYTE = 1024;

let install: FaultInstall;
let files: string;

/** Mounting is root's. */
async function asRoot(command: string, args: readonly string[]): Promise<void> {
  const run = promisify(execFile);
  if (process.getuid?.() === 0) await run(command, [...args]);
  else await run('sudo', ['-n', command, ...args]);
}

beforeAll(async () => {
  install = await FaultInstall.start();
  files = join(install.dataFolder, 'files');
  await mkdir(files, { recursive: true });
  await asRoot('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=1777', 'tmpfs', files]);
});
afterAll(async () => {
  await asRoot('umount', [files]);
  await install.stop();
});

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
  return sizes.filter(({ isFile }) => isFile).map(({ name }) => name);
}

it('an upload that finds the disk full is told so and leaves nothing; the rest of the product works, and so do uploads when there is room', async () => {
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

  // Full to the last byte: not even a folder can be made.
  const filler = join(files, 'filler');
  await writeFile(filler, new Uint8Array(2_000 * KILOBYTE)).catch((error: NodeJS.ErrnoException) =>
    expect(error.code).toBe('ENOSPC'),
  );
  expect(await upload(api, 1)).toMatchObject({ status: 503 });
  expect((await api.call('POST', '/records/customers', { name: '云启贸易' })).status).toBe(201);
  expect((await api.call('GET', `/files/${String(first.body['id'])}`)).status).toBe(200);
  await rm(filler);
  expect(await upload(api, 300)).toMatchObject({ status: 201, body: { size: 300 * KILOBYTE } });
  await expectNothingLost(install);
});
