import { defineConfig } from 'vitest/config';

const decorators = { decorator: { legacy: true, emitDecoratorMetadata: true } };

/** Long fault tests, each with an install of its own: `npm run test:nightly`. */
const nightly = {
  extends: true as const,
  test: {
    name: 'nightly',
    include: ['apps/api-e2e/**/*.nightly.spec.ts'],
    testTimeout: 400_000,
    expect: { poll: { timeout: 60_000 } },
    hookTimeout: 200_000,
    maxWorkers: 1,
  },
};

export default defineConfig({
  resolve: { tsconfigPaths: true },
  oxc: decorators,
  test: {
    globals: false,
    passWithNoTests: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['libs/**/*.spec.ts', 'tools/**/*.spec.ts'],
          exclude: ['**/*.db.spec.ts', '**/node_modules/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['libs/**/*.db.spec.ts', 'tools/**/*.db.spec.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: ['libs/testing/src/cluster-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'api-e2e',
          include: ['apps/api-e2e/**/*.e2e.spec.ts'],
          globalSetup: ['libs/testing/src/server-setup.ts'],
          testTimeout: 60_000,
          expect: { poll: { timeout: 15_000 } },
          hookTimeout: 200_000,
          // Fault tests wait for most of their time.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      ...(process.env['NIGHTLY'] ? [nightly] : []),
      {
        extends: true,
        test: {
          name: 'web-e2e',
          include: ['apps/web-e2e/**/*.e2e.spec.ts'],
          globalSetup: ['libs/testing/src/browser-setup.ts'],
          testTimeout: 120_000,
          expect: { poll: { timeout: 15_000 } },
          hookTimeout: 200_000,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
