// Writes migrations/0006_modules.sql from the modules' definitions. After the first release a change of a definition
// becomes a new migration instead; this then shows what the finished tables must look like.
import { writeFile } from 'node:fs/promises';
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
const { moduleTablesMigration } = await import(bundle);
await writeFile(`${root}/migrations/0006_modules.sql`, moduleTablesMigration());
