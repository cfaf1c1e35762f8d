import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const WORKSPACE = pathToFileURL(join(import.meta.dirname, 'workspace.mjs')).href;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ruyi-launcher-'));
});
afterAll(() => rm(folder, { recursive: true }));

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    return false;
  }
};

/** Writes its id, and ends half a second after it is told to. */
const server = (file: string): string =>
  `require('fs').writeFileSync(${JSON.stringify(file)}, String(process.pid)); process.on('SIGTERM', () => setTimeout(() => process.exit(0), 500)); setInterval(() => {}, 1e6);`;

it('TERM to the launcher ends the tests, and the servers that they started, before it ends itself', async () => {
  const file = join(folder, 'pid');
  // As vitest does: it ends at once, and leaves what it started to itself.
  const tests = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(server(file))}], { stdio: 'ignore' }); setInterval(() => {}, 1e6);`;
  const launcher = `import(${JSON.stringify(WORKSPACE)}).then(({ run }) => run(process.execPath, ['-e', ${JSON.stringify(tests)}], { ownGroup: true })).then((code) => process.exit(code))`;
  const child = spawn(process.execPath, ['-e', launcher], { stdio: 'ignore' });
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  const started = async (): Promise<number> => Number(await readFile(file, 'utf8').catch(() => '0'));
  await expect.poll(started, { timeout: 4_000 }).toBeGreaterThan(0);
  const pid = await started();
  expect(isAlive(pid)).toBe(true);
  child.kill('SIGTERM');
  expect(await ended).toBe(1);
  expect(isAlive(pid)).toBe(false);
});
