import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The worker of an install that logs at `info`, by what it said last when it began. */
export async function workerPid(dataFolder: string): Promise<number> {
  const log = await readFile(join(dataFolder, 'logs/worker.log'), 'utf8');
  const lines = log.split('\n').filter((line) => line.includes('"msg":"working"'));
  return (JSON.parse(lines.at(-1) ?? '{}') as { pid: number }).pid;
}
