import { fork, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import type { BenchDatabase } from './bench-database.js';

/** A process of the benchmark: where it answers, and its end. */
export interface BenchProcess {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

const READY_MS = 60_000;

/** Starts one of the product's processes over a database, from an entry beside the benchmark's own. */
export type ProcessStart = (name: string, entry: string) => Promise<BenchProcess>;

/** Settings of the product's processes. */
export function processEnv({ dataDir, secret, urls }: BenchDatabase): NodeJS.ProcessEnv {
  return {
    PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    SECRET_KEY: secret,
    DATABASE_APP_URL: urls.app,
    DATABASE_QUEUE_URL: urls.queue,
    WEB_CLIENT: dataDir,
    // Counted as in real use, and never reached.
    USER_RATE_PER_MINUTE: '100000000',
    TENANT_RATE_PER_MINUTE: '100000000',
    STRANGER_RATE_PER_MINUTE: '100000000',
  };
}

/** What starts the product's processes over this database. */
export function productStart(database: BenchDatabase): ProcessStart {
  const env = processEnv(database);
  return (name, entry) => startProcess(name, resolve(import.meta.dirname, entry), { env, folder: database.dataDir });
}

/** Starts a built entry that says `{ready: url}` to its parent; what it writes goes to a log in `folder`. */
export async function startProcess(
  name: string,
  entry: string,
  options: { readonly env: NodeJS.ProcessEnv; readonly folder: string; readonly args?: readonly string[] },
): Promise<BenchProcess> {
  const execArgv = (process.env[`BENCH_${name.toUpperCase()}_NODE`] ?? '').split(' ').filter((part) => part !== '');
  const child = fork(entry, [...(options.args ?? [])], {
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv,
  });
  const log = createWriteStream(join(options.folder, `${name}.log`));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-2_000);
      log.write(chunk);
    });
  }
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${name} did not become ready: ${said}`)), READY_MS);
    child.once('message', (message) => resolve(String((message as { ready?: unknown }).ready)));
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code ?? 'a signal'}: ${said}`)));
    child.once('error', reject);
    child.once('message', () => clearTimeout(timer));
    child.once('exit', () => clearTimeout(timer));
  });
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      await stopChild(child);
      log.end();
      await finished(log);
    },
  };
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await ended;
  clearTimeout(timer);
}
