import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { ApiClient, startTestRedis, type TestRedis } from '@ruyi/testing';
import { installSecret, readConfig } from '@ruyi/platform/config';
import { freePort } from '@ruyi/platform/database';
import { prepareDatabase } from '@ruyi/platform/provision';
import { KillablePostgres } from './killable-postgres.js';
import { ProductProcess } from './product-process.js';

const ROOT = resolve(import.meta.dirname, '../../../../..');

/** Where the queues of an install live. */
export type QueueStore = 'PostgreSQL' | 'Redis';

/** Both: what is promised is promised on either. */
export const QUEUE_STORES: readonly QueueStore[] = ['PostgreSQL', 'Redis'];

export interface FaultInstallOptions {
  readonly queue?: QueueStore;
  readonly workers?: number;
  readonly env?: NodeJS.ProcessEnv;
}

interface StartedInstall {
  readonly dataFolder: string;
  readonly url: string;
  readonly postgres: KillablePostgres;
  readonly redis: TestRedis | null;
  readonly api: ProductProcess;
  readonly workers: readonly ProductProcess[];
  readonly adminUrl: string;
  readonly queueUrl: string;
  readonly make: (name: 'api' | 'worker', log: string) => ProductProcess;
}

/**
 * The built product as an operator runs it, each process by itself, so that any of them can be killed and the others go
 * on: PostgreSQL, Redis where the queue lives there, one api, workers.
 */
export class FaultInstall {
  #pool: pg.Pool | null = null;
  readonly #more: ProductProcess[] = [];
  readonly #make: StartedInstall['make'];

  readonly dataFolder: string;
  readonly url: string;
  readonly postgres: KillablePostgres;
  readonly redis: TestRedis | null;
  readonly api: ProductProcess;
  readonly workers: readonly ProductProcess[];
  readonly #adminUrl: string;
  /** The queue's address in the database. */
  readonly queueUrl: string;

  private constructor(started: StartedInstall) {
    this.dataFolder = started.dataFolder;
    this.url = started.url;
    this.postgres = started.postgres;
    this.redis = started.redis;
    this.api = started.api;
    this.workers = started.workers;
    this.#adminUrl = started.adminUrl;
    this.queueUrl = started.queueUrl;
    this.#make = started.make;
  }

  static async start({ queue = 'PostgreSQL', workers = 1, env = {} }: FaultInstallOptions = {}): Promise<FaultInstall> {
    const dataFolder = await mkdtemp(join(tmpdir(), 'ruyi-fault-'));
    // As root, PostgreSQL runs as another user, who has to get through.
    await chmod(dataFolder, 0o711);
    const logs = join(dataFolder, 'logs');
    await mkdir(logs);
    const postgres = await KillablePostgres.start(dataFolder);
    const adminUrl = await postgres.database('ruyi');
    const redis = queue === 'Redis' ? await startTestRedis() : null;
    if (queue === 'Redis' && !redis) throw new Error('neither redis-server nor a container runtime is there');
    const port = await freePort();
    const config = readConfig({ DATA_DIR: dataFolder });
    const secret = await installSecret(config);
    const { urls } = await prepareDatabase(adminUrl, config, { secret, migrations: join(ROOT, 'migrations') });
    const settings: NodeJS.ProcessEnv = {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/ruyi'),
      DATA_DIR: dataFolder,
      PORT: String(port),
      SECRET_KEY: secret,
      DATABASE_APP_URL: urls.app,
      DATABASE_QUEUE_URL: urls.queue,
      ...(redis ? { REDIS_URL: redis.url } : {}),
      TRUST_PROXY: 'true',
      USER_RATE_PER_MINUTE: '0',
      TENANT_RATE_PER_MINUTE: '0',
      ...env,
    };
    const make: StartedInstall['make'] = (name, log) =>
      new ProductProcess(join(ROOT, `dist/apps/${name}/main.js`), join(logs, `${log}.log`), settings);
    const install = new FaultInstall({
      dataFolder,
      url: `http://127.0.0.1:${port}`,
      postgres,
      redis,
      api: make('api', 'api'),
      workers: Array.from({ length: workers }, (_, index) => make('worker', `worker${index}`)),
      adminUrl,
      queueUrl: urls.queue,
      make,
    });
    await Promise.all([install.api, ...install.workers].map((each) => each.start()));
    return install;
  }

  get worker(): ProductProcess {
    const [first] = this.workers;
    if (!first) throw new Error('this install has no worker');
    return first;
  }

  /** One api more beside the first; answers its address. */
  async startAnotherApi(): Promise<string> {
    const port = await freePort();
    const another = this.#make('api', `api${port}`);
    this.#more.push(another);
    await another.start({ PORT: String(port) });
    return `http://127.0.0.1:${port}`;
  }

  nobody(): ApiClient {
    return new ApiClient(this.url);
  }

  /** Past row-level security, to look at everything and to let time pass. */
  async query<R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    if (!this.#pool) {
      this.#pool = new pg.Pool({ connectionString: this.#adminUrl, max: 2 });
      // A database that is killed under it is what these tests are about: the next query opens another connection.
      this.#pool.on('error', () => undefined);
    }
    return (await this.#pool.query<R & pg.QueryResultRow>(text, [...values])).rows;
  }

  async stop(): Promise<void> {
    await this.#pool?.end();
    await Promise.all([this.api, ...this.#more, ...this.workers].map((each) => each.stop()));
    await this.redis?.stop();
    await this.postgres.stop();
    await rm(this.dataFolder, { recursive: true, force: true });
  }
}
