// Prints the tables of the shipped modules as their definitions make them: what the migrations together have to come to. A test
// compares the two catalogs; a changed definition is a new migration that makes the same difference.
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bundle = `${root}/dist/tools/module-tables.mjs`;
await build({
  input: `${root}/tools/ddl/module-tables.ts`,
  platform: 'node',
  tsconfig: `${root}/tsconfig.base.json`,
  external: (id) => !id.startsWith('.') && !id.startsWith('/') && !id.startsWith('@ruyi/'),
  output: { file: bundle, format: 'esm' },
  logLevel: 'warn',
});
const { moduleTables } = await import(bundle);
process.stdout.write(moduleTables());
