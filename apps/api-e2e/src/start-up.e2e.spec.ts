import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');
const START = `import(${JSON.stringify(join(ROOT, 'dist/tools/local.js'))}).then(({ runLocal }) => runLocal(${JSON.stringify(ROOT)}, process.env)).then((code) => process.exit(code))`;

let folder: string;
let taken: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ruyi-start-'));
  // As root, PostgreSQL runs as another user, who has to get through.
  await chmod(folder, 0o711);
  taken = createServer();
  await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
});

afterAll(async () => {
  taken.close();
  await rm(folder, { recursive: true });
});

/** Runs what `npm start` runs, to its end. */
function start(env: Readonly<Record<string, string>>): Promise<{ code: number; said: string }> {
  const options = {
    env: { PATH: process.env['PATH'], DATA_DIR: join(folder, 'data'), PORT: '0', DEMO: 'off', ...env },
  };
  return new Promise((done) => {
    execFile(process.execPath, ['-e', START], options, (error, stdout, stderr) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, said: stdout + stderr }),
    );
  });
}

describe('a start that cannot succeed', () => {
  it.each([
    ['a port that is no number', () => ({ PORT: 'abc' }), 'PORT has to be a whole number from 0 to 65535, not "abc"'],
    [
      'an address that is none',
      () => ({ DATABASE_URL: 'mysql://x' }),
      'DATABASE_URL has to be an address like postgres://',
    ],
    [
      'a port in use',
      () => ({ PORT: String((taken.address() as { port: number }).port) }),
      'is in use on 127.0.0.1; set PORT to another',
    ],
    [
      'a database that does not answer',
      () => ({ DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c' }),
      'the database or queue does not answer',
    ],
  ])('says in one line: %s', async (_what, env, line) => {
    const { code, said } = await start(env());
    expect(code).toBe(1);
    expect(said.trim()).toContain(line);
    expect(said.trim().split('\n')).toHaveLength(1);
  });

  it('says in one line: a data folder that is a file, and one of another PostgreSQL', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    expect((await start({ DATA_DIR: file })).said.trim()).toMatch(
      /^Cannot start: the data folder \S+ cannot be used: .*$/,
    );
    const old = join(folder, 'old');
    await mkdir(join(old, 'postgres'), { recursive: true });
    await writeFile(join(old, 'postgres/PG_VERSION'), '14\n');
    expect((await start({ DATA_DIR: old })).said.trim()).toMatch(
      /^Cannot start: the data folder holds a PostgreSQL 14 cluster, and this is PostgreSQL 18: \S+$/,
    );
  });
});
