// Keeps one PostgreSQL for tests up, so that a run of a single spec starts at once:
//   node tools/launcher/test-cluster.mjs &
//   export TEST_DATABASE_URL=$(cat .data/test-cluster/url)
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bundle } from './bundle.mjs';

const root = resolve(import.meta.dirname, '../..');
const dataFolder = join(root, '.data', 'test-cluster');

await bundle(root, { database: join(root, 'libs/platform/database/src/index.ts') }, '.data/test-cluster-code');
const { startEmbeddedPostgres } = await import(join(root, '.data/test-cluster-code/database.js'));
const postgres = await startEmbeddedPostgres({ dataFolder, volatile: true, settings: { max_connections: '300' } });
const url = postgres.url('postgres');
await writeFile(join(dataFolder, 'url'), `${url}\n`);
console.log(`TEST_DATABASE_URL=${url}`);

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    void postgres.stop().then(() => process.exit(0));
  });
}
setInterval(() => undefined, 2 ** 30);
