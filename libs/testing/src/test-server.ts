import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { freePort } from '@ruyi/platform/database';
import { buildRoot } from './build-root.js';
import { runningInstall } from './running-install.js';
import { type LoggedSecret, secretsInLogsOf } from './secrets-in-logs.js';

/** The built product, running as `npm start` runs it: its own database, sinks, API with the client, worker. */
export interface TestServer {
  readonly url: string;
  /** Its data folder. */
  readonly dataFolder: string;
  /** Secrets that stand in its logs so far, `known` ones to the letter among them. */
  loggedSecrets(known?: readonly string[]): Promise<LoggedSecret[]>;
  /** Ends it. Throws when there is a secret in its logs: whatever a suite does, none may get there. */
  stop(): Promise<void>;
}

const ROOT = buildRoot();
const READY_MS = 180_000;

/** Starts the build in `dist` on a free port with a data folder of its own and without the demo company. */
export async function startTestServer(env: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  // For a fast inner loop: one that runs already, started without the demo company or with it.
  const running = runningInstall();
  if (running && Object.keys(env).length === 0)
    return {
      url: running.url,
      dataFolder: running.dataFolder,
      loggedSecrets: () => Promise.resolve([]),
      stop: () => Promise.resolve(),
    };
  const entry = join(ROOT, 'dist/tools/local.js');
  if (!existsSync(entry))
    throw new Error('nothing was built: run `npm test`, or `node tools/launcher/build-server.mjs` first');
  const dataFolder = await mkdtemp(join(tmpdir(), 'ruyi-e2e-'));
  // As root, PostgreSQL runs as another user, who has to get through.
  if (process.getuid?.() === 0) await chmod(dataFolder, 0o711);
  const port = await freePort();
  const code = `import(${JSON.stringify(pathToFileURL(entry).href)}).then(({ runLocal }) => runLocal(${JSON.stringify(ROOT)}, process.env)).then((code) => process.exit(code))`;
  const server = spawn(process.execPath, ['-e', code], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      DATA_DIR: dataFolder,
      PORT: String(port),
      DEMO: 'off',
      // Everything that could be logged is: the logs are searched for secrets at the end.
      LOG_LEVEL: 'trace',
      // Each client says its own address: they are all from here, and strangers are slowed down by address.
      TRUST_PROXY: 'true',
      // Suites ask more of one company in a minute than people do; rates have a spec of their own.
      USER_RATE_PER_MINUTE: '0',
      TENANT_RATE_PER_MINUTE: '0',
      ...env,
    },
  });
  const url = `http://127.0.0.1:${port}`;
  const dataDir = env['DATA_DIR'] ?? dataFolder;
  const output = listenTo(server);
  await untilReady(server, url, output);
  const loggedSecrets = (known: readonly string[] = []): Promise<LoggedSecret[]> =>
    secretsInLogsOf(dataDir, output(), known);
  return {
    url,
    dataFolder,
    loggedSecrets,
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      if (server.exitCode === null) {
        server.kill('SIGTERM');
        await ended;
      }
      const found = await loggedSecrets();
      await rm(dataFolder, { recursive: true, force: true });
      if (found.length > 0)
        throw new Error(`secrets stand in the logs: ${JSON.stringify(found.slice(0, 10), null, 2)}`);
    },
  };
}

/** What the process has said so far. */
function listenTo(server: ChildProcess): () => string {
  let said = '';
  const listen = (chunk: Buffer): void => {
    said += chunk.toString();
  };
  server.stdout?.on('data', listen);
  server.stderr?.on('data', listen);
  return () => said;
}

async function untilReady(server: ChildProcess, url: string, said: () => string): Promise<void> {
  const deadline = Date.now() + READY_MS;
  while (server.exitCode === null && Date.now() < deadline) {
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    if (answer?.ok && said().includes('Ctrl+C')) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  server.kill('SIGTERM');
  throw new Error(`the server did not start: ${said().trim()}`);
}
