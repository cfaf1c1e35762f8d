import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startTestServer } from '@ruyi/testing';

/** As the suites' own, but for a line in the log of the API: the words of `PLANTED`. */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await startTestServer();
  await appendFile(join(server.dataFolder, 'logs/api.log'), `${process.env['PLANTED'] ?? ''}\n`);
  return () => server.stop();
}
