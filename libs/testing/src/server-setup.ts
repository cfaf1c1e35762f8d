import type { TestProject } from 'vitest/node';
import { startTestServer } from './test-server.js';

declare module 'vitest' {
  interface ProvidedContext {
    serverUrl: string;
    serverData: string;
  }
}

/** One running product for all end-to-end specs of a project; each spec signs its own companies up. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  project.provide('serverUrl', server.url);
  project.provide('serverData', server.dataFolder);
  return () => server.stop();
}
