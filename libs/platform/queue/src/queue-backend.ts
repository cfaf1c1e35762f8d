import { createPostgresBackend, Queue, type QueueOptions, Worker, type WorkerOptions, withBackend } from 'bullmq';
import { Redis } from 'ioredis';

type Processor = ConstructorParameters<typeof Worker>[1];

/** The two kinds of store behind BullMQ: which classes, and how they connect. */
export interface QueueBackend {
  queue(name: string): Queue;
  worker(name: string, process: Processor, concurrency: number): Worker;
  close(): Promise<void>;
}

/** Where the queue lives: Redis, or the schema `bullmq` of PostgreSQL. */
export type QueueSettings = { readonly redisUrl: string; readonly prefix?: string } | { readonly databaseUrl: string };

/** Chooses the store by the settings. */
export function queueBackend(settings: QueueSettings, onTrouble: (error: Error) => void): QueueBackend {
  return 'redisUrl' in settings
    ? redisBackend(settings.redisUrl, settings.prefix ?? 'ruyi', onTrouble)
    : postgresBackend(settings.databaseUrl);
}

function redisBackend(url: string, prefix: string, onTrouble: (error: Error) => void): QueueBackend {
  const connections: Redis[] = [];
  const connect = (maxRetriesPerRequest: number | null): Redis => {
    const redis = new Redis(url, { maxRetriesPerRequest });
    redis.on('error', onTrouble);
    connections.push(redis);
    return redis;
  };
  let shared: Redis | undefined;
  // Who adds a job is told that Redis is away; a worker's blocking command waits for it, as BullMQ asks.
  return {
    queue: (name) => new Queue(name, { connection: (shared ??= connect(3)), prefix }),
    worker: (name, process, concurrency) =>
      new Worker(name, process, { connection: connect(null), prefix, concurrency }),
    async close() {
      for (const redis of connections) redis.disconnect();
    },
  };
}

function postgresBackend(url: string): QueueBackend {
  const classes = withBackend(createPostgresBackend);
  // A config object: with a bare string or a ready pool BullMQ would not look into the schema.
  const connection = {
    connectionString: url,
    schema: 'bullmq',
    skipMigrations: true,
    max: 3,
    application_name: 'ruyi-queue',
  };
  return {
    queue: (name) =>
      new classes.Queue(name, { connection } satisfies QueueOptions<typeof connection>) as unknown as Queue,
    worker: (name, process, concurrency) =>
      new classes.Worker(name, process, { connection, concurrency } satisfies WorkerOptions<
        typeof connection
      >) as unknown as Worker,
    close: () => Promise.resolve(),
  };
}
