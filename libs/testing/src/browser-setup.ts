import type { TestProject } from 'vitest/node';
import { findChromium } from './find-chromium.js';
import { startTestServer } from './test-server.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Null where no browser was found: then the suite is skipped. */
    chromium: string | null;
  }
}

/** The running product and the browser to look at it with. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const chromium = findChromium();
  project.provide('chromium', chromium);
  if (!chromium) {
    process.stdout.write(
      'No Chromium was found: the browser tests are skipped (install chromium, or set CHROMIUM_PATH).\n',
    );
    project.provide('serverUrl', '');
    return () => Promise.resolve();
  }
  const server = await startTestServer();
  project.provide('serverUrl', server.url);
  return () => server.stop();
}
