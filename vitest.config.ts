import { defineConfig } from 'vitest/config';

const decorators = { decorator: { legacy: true, emitDecoratorMetadata: true } };

export default defineConfig({
  resolve: { tsconfigPaths: true },
  oxc: decorators,
  test: {
    globals: false,
    passWithNoTests: true,
    projects: [
      { extends: true, test: { name: 'unit', include: ['libs/**/*.spec.ts', 'tools/**/*.spec.ts'], exclude: ['**/*.db.spec.ts', '**/node_modules/**'] } },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['libs/**/*.db.spec.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: ['libs/testing/src/cluster-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
