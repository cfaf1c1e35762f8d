// Makes apps/api-e2e/first-release/install.tar.gz anew: what an install of the first release has written.
//   node tools/upgrade/make-first-release.mjs
import { spawn } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { create } from 'tar';
import { ask } from './ask.mjs';
import { buildRelease, firstRelease } from './build-release.mjs';
import { copyRows } from './copy-rows.mjs';
import { writeOfEveryKind } from './write-of-every-kind.mjs';

const root = resolve(import.meta.dirname, '../..');
const ARCHIVE = join(root, 'apps/api-e2e/first-release/install.tar.gz');
const READY_MS = 180_000;
/** Notices, receipts and reminders of what was written have come by then. */
const SETTLED_MS = 8_000;

const work = await mkdtemp(join(tmpdir(), 'ruyi-first-release-'));
// As root, PostgreSQL runs as another user, who has to get through.
await chmod(work, 0o711);
try {
  const release = await firstRelease();
  const build = join(work, 'build');
  const data = join(work, 'data');
  const kept = join(work, 'kept');
  await buildRelease(release.commit, build);
  const product = await start(build, data);
  try {
    const logins = JSON.parse(await readFile(join(data, 'demo-logins.json'), 'utf8'));
    const story = await writeOfEveryKind(product.url, logins);
    await new Promise((next) => setTimeout(next, SETTLED_MS));
    await mkdir(kept);
    await writeFile(join(kept, 'story.json'), JSON.stringify(story, null, 2));
    await writeFile(join(kept, 'answers.json'), JSON.stringify(await ask(product.url, story)));
    await copyRows(await adminUrl(data), join(kept, 'rows'));
  } finally {
    await product.stop();
  }
  await mkdir(join(kept, 'data'));
  for (const part of ['secret', 'files']) await cp(join(data, part), join(kept, 'data', part), { recursive: true });
  await mkdir(join(ARCHIVE, '..'), { recursive: true });
  const options = { cwd: kept, file: ARCHIVE, gzip: { level: 9 }, portable: true, noMtime: true };
  await create(options, ['story.json', 'answers.json', 'rows', 'data']);
} finally {
  await rm(work, { recursive: true, force: true });
}

/** The whole product, as its own `npm start` runs it. */
async function start(build, data) {
  const entry = pathToFileURL(join(build, 'dist/tools/local.js')).href;
  const port = await freePort();
  const code = `import(${JSON.stringify(entry)}).then(({ runLocal }) => runLocal(${JSON.stringify(build)}, process.env)).then((code) => process.exit(code))`;
  const env = { PATH: process.env.PATH, DATA_DIR: data, PORT: String(port), TRUST_PROXY: 'true' };
  const child = spawn(process.execPath, ['-e', code], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  const exit = new Promise((done) => child.once('exit', done));
  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + READY_MS;
  while (!(await fetch(`${url}/health/ready`).catch(() => null))?.ok) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error('the first release did not start');
    await new Promise((next) => setTimeout(next, 300));
  }
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await exit;
    },
  };
}

/** Of the embedded database of a data folder. */
async function adminUrl(data) {
  const password = (await readFile(join(data, 'postgres-password'), 'utf8')).trim();
  const elsewhere = await readFile(join(data, 'cluster-location'), 'utf8').catch(() => null);
  const folder = elsewhere?.trim() ?? join(data, 'postgres');
  const port = (await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n')[3].trim();
  return `postgres://postgres:${password}@127.0.0.1:${port}/ruyi`;
}

function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
