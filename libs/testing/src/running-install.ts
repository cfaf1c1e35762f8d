import { join } from 'node:path';
import { buildRoot } from './build-root.js';

/** An install that runs already and that the suites are run against, instead of one that they start. */
export interface RunningInstall {
  readonly url: string;
  readonly dataFolder: string;
  /** Where its database is elsewhere: the address past every wall. */
  readonly databaseUrl: string | null;
  /** What its own tools need beside the running product. */
  readonly toolSettings: Readonly<Record<string, string>>;
}

/** The one that the environment names; null where a suite starts its own. */
export function runningInstall(): RunningInstall | null {
  const {
    TEST_SERVER_URL: url,
    TEST_SERVER_DATA: dataFolder,
    TEST_SERVER_DATABASE_URL: databaseUrl,
    TEST_SERVER_SECRET_KEY: secretKey,
  } = process.env;
  if (!url) return null;
  return {
    url,
    dataFolder: dataFolder ?? join(buildRoot(), '.data'),
    databaseUrl: databaseUrl ?? null,
    toolSettings: {
      ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
      ...(secretKey ? { SECRET_KEY: secretKey } : {}),
    },
  };
}

/** The address of this machine under which the product reaches a server that a test starts. */
export const testHost = (): string => process.env['TEST_HOST'] ?? '127.0.0.1';
