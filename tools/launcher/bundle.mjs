import { rolldown } from 'rolldown';
import { join } from 'node:path';

/**
 * Bundles TypeScript of the workspace for Node: what comes from npm stays outside.
 * @param {string} root the workspace
 * @param {Record<string, string>} input entries by name: `apps/api/main` → `apps/api/src/main.ts`
 * @param {string} [folder] where to, `dist` by default
 * @param {(id: string, importer?: string) => string | null} [instead] of builds that are only for tests: what is taken for an import
 */
export async function bundle(root, input, folder = 'dist', instead = () => null) {
  const build = await rolldown({
    cwd: root,
    input,
    plugins: [{ name: 'instead', resolveId: (id, importer) => instead(id, importer) }],
    platform: 'node',
    tsconfig: join(root, 'tsconfig.base.json'),
    external: (id, importer) =>
      instead(id, importer) === null &&
      !id.startsWith('.') &&
      !id.startsWith('/') &&
      !id.startsWith('@ruyi/') &&
      !id.startsWith('@oxc-project/runtime') &&
      !/^[A-Za-z]:/.test(id),
    transform: { target: 'node24' },
    logLevel: 'warn',
  });
  try {
    await build.write({
      dir: join(root, folder),
      format: 'esm',
      sourcemap: true,
      entryFileNames: '[name].js',
      chunkFileNames: 'chunks/[name]-[hash].js',
      cleanDir: false,
    });
  } finally {
    await build.close();
  }
}
