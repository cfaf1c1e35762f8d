import { spawn } from 'node:child_process';
import { createConnection } from 'node:net';
import { freePort } from '@ruyi/platform/database';

/** A Redis of this run. */
export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
}

const START_MS = 10_000;

/** A `redis-server` from the PATH, else a container; null where there is neither. */
export async function startTestRedis(): Promise<TestRedis | null> {
  return (await localRedis()) ?? (await redisContainer());
}

async function localRedis(): Promise<TestRedis | null> {
  const port = await freePort();
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
      return {
        url: `redis://127.0.0.1:${port}`,
        stop() {
          server.kill();
          return end;
        },
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
  const container = await new GenericContainer('redis:8').withExposedPorts(6379).start();
  return {
    url: `redis://${container.getHost()}:${container.getMappedPort(6379)}`,
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
