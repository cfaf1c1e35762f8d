// npm run reset: forgets all data of this machine's install. Only what the product has made is removed.
import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { main, root, Stop } from './workspace.mjs';

const MADE = [
  'postgres',
  'postgres-password',
  'postgres.log',
  'cluster-location',
  'secret',
  'seeded',
  'demo-logins.json',
  'files',
  'outbox',
  'logs',
  'pid',
];
const STATE = '/var/lib/ruyi-crm/';

await main(async () => {
  const folder = resolve(root, process.env.DATA_DIR || '.data');
  for (const [file, line] of [
    ['pid', 0],
    ['postgres/postmaster.pid', 0],
  ]) {
    const pid = Number((await readFile(join(folder, file), 'utf8').catch(() => '')).split('\n')[line]);
    if (pid > 0 && isAlive(pid)) throw new Stop(`the product runs (process ${pid}); stop it first`);
  }
  const far = (await readFile(join(folder, 'cluster-location'), 'utf8').catch(() => '')).trim();
  if (far.startsWith(STATE)) await rm(far, { recursive: true, force: true });
  for (const name of MADE) await rm(join(folder, name), { recursive: true, force: true });
  console.log(`All data in ${folder} is gone.`);
});

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
