import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** A run of the suites in small: one test that passes, and a server whose log has a secret in it. */
export default defineConfig({
  root: resolve(import.meta.dirname, '../../../..'),
  resolve: { tsconfigPaths: true },
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    include: ['apps/api-e2e/src/planted-secret/passes.ts'],
    globalSetup: ['apps/api-e2e/src/planted-secret/setup.ts'],
    hookTimeout: 200_000,
  },
});
