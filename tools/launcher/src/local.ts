import 'reflect-metadata';
import { type ChildProcess, fork } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { lineFor, untilStopped } from '@ruyi/platform/process';
import { type Config, ConfigError, installSecret, readConfig } from '@ruyi/platform/config';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@ruyi/platform/database';
import { OutboxFolder, type Sink, startSmtpSink } from '@ruyi/platform/mail';
import { startSmsSink } from '@ruyi/platform/sms';
import { prepareDatabase } from '@ruyi/platform/provision';

/** What `npm start` tells the user when everything runs. */
export interface LocalInstall {
  readonly address: string;
  readonly logins: readonly { readonly role: string; readonly login: string; readonly password: string }[];
  /** Null: no sinks run. */
  readonly outbox: string | null;
  stop(): Promise<void>;
  /** Resolves with what to say when a process ends on its own. */
  readonly failed: Promise<string>;
}

/** A reason not to start, in one line for the user. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

const READY_MS = 120_000;

/** Runs the whole product on this machine: database, sinks, API with the client, worker. */
export async function startLocal(root: string, env: NodeJS.ProcessEnv): Promise<LocalInstall> {
  const undo: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step().catch(() => undefined);
  };
  try {
    return await start({ root, env, undo, stop });
  } catch (error) {
    await stop();
    throw asCannotStart(error);
  }
}

/** Starts, says where, and waits for Ctrl+C. Answers the exit code. */
export async function runLocal(root: string, env: NodeJS.ProcessEnv): Promise<number> {
  const stopped = untilStopped();
  let local: LocalInstall;
  try {
    local = await startLocal(root, env);
  } catch (error) {
    say(
      error instanceof CannotStart
        ? `Cannot start: ${error.message}`
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error),
    );
    return 1;
  }
  say(banner(local));
  const failure = await Promise.race([stopped.then(() => null), local.failed]);
  if (failure !== null) say(failure);
  await local.stop();
  return failure === null ? 0 : 1;
}

interface Start {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly undo: (() => Promise<void>)[];
  readonly stop: () => Promise<void>;
}

async function start({ root, env, undo, stop }: Start): Promise<LocalInstall> {
  const config = readConfig(env);
  await refuseTakenPort(config);
  undo.push(await claimDataFolder(config.dataDir));
  const adminUrl = config.databaseUrl ?? (await embeddedDatabase(config, undo));
  const secret = await installSecret(config);
  const { urls } = await prepareDatabase(adminUrl, config, { secret, migrations: join(root, 'migrations') });
  const sinks = config.databaseUrl ? {} : await startSinks(config, undo);
  const childEnv: NodeJS.ProcessEnv = {
    ...env,
    NODE_ENV: env['NODE_ENV'] ?? 'production',
    // Compiled code is kept: a start of the processes takes a third less.
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/ruyi'),
    DATA_DIR: config.dataDir,
    SECRET_KEY: secret,
    DATABASE_URL: '',
    // An install on one machine is its owner's: a mail server beside it is no secret.
    ALLOW_PRIVATE_HOSTS: env['ALLOW_PRIVATE_HOSTS'] ?? String(config.databaseUrl === null),
    DATABASE_APP_URL: urls.app,
    DATABASE_QUEUE_URL: urls.queue,
    ...sinks,
  };
  await seed(root, config, childEnv);
  const logs = join(config.dataDir, 'logs');
  await mkdir(logs, { recursive: true });
  const children = ['api', 'worker'].map((name) =>
    startChild(name, join(root, `dist/apps/${name}/main.js`), join(logs, `${name}.log`), childEnv),
  );
  for (const child of children) undo.push(child.stop);
  const [address] = await Promise.all(children.map(({ ready }) => ready));
  return {
    address: address ?? '',
    logins: await demoLogins(config.dataDir),
    outbox: 'SMS_SINK_URL' in sinks ? `${address ?? ''}/dev/outbox` : null,
    stop,
    failed: Promise.race(children.map(({ ended }) => ended)),
  };
}

async function embeddedDatabase(config: Config, undo: (() => Promise<void>)[]): Promise<string> {
  const postgres: EmbeddedPostgres = await startEmbeddedPostgres({ dataFolder: config.dataDir });
  undo.push(() => postgres.stop());
  return postgres.ensureDatabase('ruyi');
}

async function startSinks(config: Config, undo: (() => Promise<void>)[]): Promise<NodeJS.ProcessEnv> {
  const outbox = new OutboxFolder(join(config.dataDir, 'outbox'));
  const started: Sink[] = [];
  undo.push(async () => {
    await Promise.all(started.map((sink) => sink.close()));
  });
  const sms = await startSmsSink(outbox);
  started.push(sms);
  if (config.smtpUrl) return { SMS_SINK_URL: sms.url };
  const mail = await startSmtpSink(outbox);
  started.push(mail);
  return { SMS_SINK_URL: sms.url, SMTP_SINK_URL: mail.url };
}

/** The demo company, on first start; the seed itself knows whether it has been. */
async function seed(root: string, config: Config, env: NodeJS.ProcessEnv): Promise<void> {
  const entry = join(root, 'dist/tools/seed.js');
  if (env['DEMO'] === 'off' || !existsSync(entry) || existsSync(join(config.dataDir, 'seeded'))) return;
  say('Making the demo company (first start only) …');
  const child = fork(entry, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'], cwd: root });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new CannotStart('the demo company could not be made; see above, or start with DEMO=off');
  await writeFile(join(config.dataDir, 'seeded'), `${new Date().toISOString()}\n`);
}

async function demoLogins(dataDir: string): Promise<LocalInstall['logins']> {
  const text = await readFile(join(dataDir, 'demo-logins.json'), 'utf8').catch(() => '[]');
  return JSON.parse(text) as LocalInstall['logins'];
}

interface Child {
  readonly ready: Promise<string>;
  readonly ended: Promise<string>;
  readonly stop: () => Promise<void>;
}

function startChild(name: string, entry: string, log: string, env: NodeJS.ProcessEnv): Child {
  const output = createWriteStream(log, { flags: 'a' });
  const child = fork(entry, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let lastLine = '';
  child.stdout?.pipe(output, { end: false });
  child.stderr?.on('data', (chunk: Buffer) => {
    output.write(chunk);
    lastLine = chunk.toString().trim().split('\n')[0] ?? lastLine;
  });
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ended = exit.then((code) => lastLine || `${name} ended with code ${code ?? 'none'}; see ${log}`);
  const ready = new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new CannotStart(`${name} did not become ready; see ${log}`)), READY_MS);
    child.on('message', (message) => {
      clearTimeout(timer);
      resolve(String((message as { ready?: unknown }).ready));
    });
    void ended.then((line) => {
      clearTimeout(timer);
      reject(new CannotStart(line.replace(`${name}: `, '')));
    });
  });
  ready.catch(() => undefined);
  return { ready, ended, stop: () => stopChild(child, exit) };
}

async function stopChild(child: ChildProcess, exit: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await exit;
  clearTimeout(timer);
}

function refuseTakenPort({ port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, host, () => server.close(() => resolve()));
  });
}

/** Two installs on one data folder would destroy it: the folder names the process that uses it. */
async function claimDataFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, 'pid');
  try {
    await mkdir(folder, { recursive: true });
    const owner = Number(await readFile(file, 'utf8').catch(() => '0'));
    if (owner > 0 && owner !== process.pid && isAlive(owner))
      throw new CannotStart(`it runs already (process ${owner}) with the data folder ${folder}`);
    await writeFile(file, String(process.pid));
  } catch (error) {
    if (error instanceof CannotStart) throw error;
    throw new CannotStart(
      `the data folder ${folder} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return () => rm(file, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function asCannotStart(error: unknown): unknown {
  if (error instanceof CannotStart) return error;
  if (error instanceof ConfigError) return new CannotStart(error.message);
  const line =
    lineFor(error) ??
    (error instanceof Error && !/\n/.test(error.message) && error.cause === undefined && error.constructor === Error
      ? error.message
      : null);
  return line === null ? error : new CannotStart(line);
}

function banner({ address, logins, outbox }: LocalInstall): string {
  const lines = ['', `  如意CRM  ${address}`, ''];
  for (const { role, login, password } of logins) lines.push(`  ${role.padEnd(8, '　')}  ${login}  ${password}`);
  if (logins.length > 0) lines.push('');
  if (outbox) lines.push(`  邮件和短信（未真正发出）: ${outbox}`, '');
  lines.push('  Ctrl+C 停止 (stops everything; data stays)', '');
  return lines.join('\n');
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
