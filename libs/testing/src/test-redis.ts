import { spawn } from 'node:child_process';
import { createConnection } from 'node:net';
import { freePort } from '@ruyi/platform/database';

/** A Redis of this run. */
export interface TestRedis {
  readonly url: string;
  /** Ends it at once and starts it again at the same address; what it had is gone. */
  restartEmpty(): Promise<void>;
  stop(): Promise<void>;
}

const START_MS = 10_000;

/** A `redis-server` from the PATH, else a container; null where there is neither. */
export async function startTestRedis(): Promise<TestRedis | null> {
  return (await localRedis()) ?? (await redisContainer());
}

async function localRedis(): Promise<TestRedis | null> {
  const port = await freePort();
  let stop = await spawnRedis(port);
  if (!stop) return null;
  return {
    url: `redis://127.0.0.1:${port}`,
    async restartEmpty() {
      await stop?.('SIGKILL');
      stop = await spawnRedis(port);
      if (!stop) throw new Error('Redis did not start again');
    },
    stop: async () => stop?.('SIGTERM'),
  };
}

/** Keeps nothing on disk. Answers how to end it; null when it did not start. */
async function spawnRedis(port: number): Promise<((signal: NodeJS.Signals) => Promise<void>) | null> {
  const server = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    { stdio: 'ignore' },
  );
  let ended = false;
  const end = new Promise<void>((resolve) => {
    const close = (): void => {
      ended = true;
      resolve();
    };
    server.once('error', close);
    server.once('exit', close);
  });
  const deadline = Date.now() + START_MS;
  while (!ended && Date.now() < deadline) {
    if (await listens(port)) {
      return (signal) => {
        server.kill(signal);
        return end;
      };
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  server.kill();
  return null;
}

async function redisContainer(): Promise<TestRedis | null> {
  const { GenericContainer, getContainerRuntimeClient } = await import('testcontainers');
  const docker = await getContainerRuntimeClient().catch(() => null);
  if (!docker) return null;
  const port = await freePort();
  const start = () =>
    new GenericContainer('redis:8')
      .withCommand(['redis-server', '--save', '', '--appendonly', 'no'])
      .withExposedPorts({ container: 6379, host: port })
      .start();
  let container = await start();
  return {
    url: `redis://${container.getHost()}:${port}`,
    async restartEmpty() {
      await container.stop();
      container = await start();
    },
    async stop() {
      await container.stop();
    },
  };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
