import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');

/** A run of vitest with the suites' own server, in whose log the words stand. */
async function runWith(planted: string): Promise<{ readonly code: number | null; readonly said: string }> {
  const config = join(import.meta.dirname, 'planted-secret/vitest.config.ts');
  const args = [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--config', config];
  // Not as a part of this run.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST_SERVER)/.test(name)));
  const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...env, PLANTED: planted } });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((done) => child.once('exit', done));
  return { code, said };
}

it('a secret in a log turns a run red in which every test passes', { timeout: 200_000 }, async () => {
  const token = `${randomBytes(16).toString('base64url')}.${randomBytes(32).toString('base64url')}`;
  const red = await runWith(`{"msg":"incoming request","authorization":"${token}"}`);
  expect(red.said).toContain('1 passed');
  expect(red.said).toContain('secrets stand in the logs');
  expect(red.said).not.toContain(token);
  expect(red.code, red.said).not.toBe(0);
  const green = await runWith('{"msg":"incoming request"}');
  expect(green.code, green.said).toBe(0);
});
