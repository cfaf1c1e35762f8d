import type { TestProject } from 'vitest/node';
import { startTestCluster } from './test-cluster.js';

declare module 'vitest' {
  interface ProvidedContext {
    testCluster: { readonly adminUrl: string; readonly template: string };
  }
}

/** One cluster a run; every spec file clones its template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startTestCluster();
  project.provide('testCluster', { adminUrl: cluster.adminUrl, template: cluster.template });
  return () => cluster.stop();
}
