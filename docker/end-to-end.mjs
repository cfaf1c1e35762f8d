// The end-to-end suites against a running install of compose.yaml and compose.e2e.yaml: all that ask the product by its address;
// those that start an install of their own are left to `npm test`. Needs `docker` on the PATH, a build in dist and the
// POSTGRES_PASSWORD and SECRET_KEY that the install was started with.
//   node docker/end-to-end.mjs [arguments for vitest]
import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTests } from '../tools/launcher/run-tests.mjs';
import { main, root, underPinnedNode } from '../tools/launcher/workspace.mjs';

/** This machine in the network of compose.e2e.yaml. */
const HERE = '172.30.54.1';
const PROJECTS = ['api-e2e', 'web-e2e'];
/** These look at processes and logs of this machine. */
const NOT_THESE = new Set(['bombs.e2e.spec.ts', 'every-route.e2e.spec.ts', 'second-wall.e2e.spec.ts']);
/** How a suite gets at the one server that all share. */
const ASKS_THE_SERVER = /inject\('serverUrl'\)|from '\.\/browser\.js'/;

await main(async () => {
  if (!(await underPinnedNode())) return;
  const url = process.env.PROVE_URL ?? 'http://127.0.0.1:8080';
  const files = execFileSync('docker', ['volume', 'inspect', '--format', '{{.Mountpoint}}', 'ruyi-crm_files'], {
    encoding: 'utf8',
  }).trim();
  const password = setting('POSTGRES_PASSWORD');
  await runTests(
    [...PROJECTS.flatMap((project) => ['--project', project]), ...(await suites()), ...process.argv.slice(2)],
    {
      ...process.env,
      TEST_SERVER_URL: url,
      TEST_SERVER_DATA: files,
      TEST_SERVER_SECRET_KEY: setting('SECRET_KEY'),
      TEST_HOST: HERE,
      TEST_BEHIND_PROXY: 'true',
      TEST_SERVER_DATABASE_URL: `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:8054/ruyi`,
    },
  );
});

function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

async function suites() {
  const found = [];
  for (const project of PROJECTS) {
    const folder = join(root, 'apps', project, 'src');
    for (const file of await readdir(folder, { recursive: true }))
      if (
        file.endsWith('.e2e.spec.ts') &&
        !NOT_THESE.has(file) &&
        ASKS_THE_SERVER.test(await readFile(join(folder, file), 'utf8'))
      )
        found.push(join('apps', project, 'src', file));
  }
  return found;
}
