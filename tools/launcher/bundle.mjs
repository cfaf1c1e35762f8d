import { rolldown } from 'rolldown';
import { join } from 'node:path';

/**
 * Bundles TypeScript of the workspace for Node: what comes from npm stays outside.
 * @param {string} root the workspace
 * @param {Record<string, string>} input entries by name: `apps/api/main` → `apps/api/src/main.ts`
 * @param {string} [folder] where to, `dist` by default
 */
export async function bundle(root, input, folder = 'dist') {
  const build = await rolldown({
    cwd: root,
    input,
    platform: 'node',
    tsconfig: join(root, 'tsconfig.base.json'),
    external: (id) =>
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
