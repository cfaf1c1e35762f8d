import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { ApiClient, secretsInLogsOf, startTestRedis, type TestRedis } from '@ruyi/testing';
import { installSecret, readConfig } from '@ruyi/platform/config';
import { freePort } from '@ruyi/platform/database';
import { prepareDatabase } from '@ruyi/platform/provision';
import { runRuyi, type RuyiAnswer } from '../../run-ruyi.js';
import { KillablePostgres } from './killable-postgres.js';
import type { MachinePostgres } from './machine-postgres.js';
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
  /** The workspace whose build runs here; this one by default. */
  readonly root?: string;
  /** What the database is made of; by default the migrations of that workspace. */
  readonly migrations?: string;
  /** Puts what an install has written into its data folder and its database, before anything runs. */
  readonly before?: { folder(dataFolder: string): Promise<void>; database(adminUrl: string): Promise<void> };
  /** False: its processes are made and not started. */
  readonly started?: boolean;
  /** A database server of its own, which whoever gives it stops; the embedded one unless given. */
  readonly server?: MachinePostgres;
  /** One that has something in it; an empty one unless given. */
  readonly dataFolder?: string;
}

interface StartedInstall {
  readonly dataFolder: string;
  readonly url: string;
  readonly postgres: KillablePostgres | null;
  readonly redis: TestRedis | null;
  readonly api: ProductProcess;
  readonly workers: readonly ProductProcess[];
  readonly adminUrl: string;
  readonly queueUrl: string;
  readonly settings: NodeJS.ProcessEnv;
}

/**
 * The built product as an operator runs it, each process by itself, so that any of them can be killed and the others go
 * on: PostgreSQL, Redis where the queue lives there, one api, workers.
 */
export class FaultInstall {
  #pool: pg.Pool | null = null;
  readonly #more: ProductProcess[] = [];

  readonly dataFolder: string;
  readonly url: string;
  readonly #postgres: KillablePostgres | null;
  readonly redis: TestRedis | null;
  readonly api: ProductProcess;
  readonly workers: readonly ProductProcess[];
  readonly #adminUrl: string;
  /** The queue's address in the database. */
  readonly queueUrl: string;
  readonly #settings: NodeJS.ProcessEnv;

  private constructor(started: StartedInstall) {
    this.dataFolder = started.dataFolder;
    this.url = started.url;
    this.#postgres = started.postgres;
    this.redis = started.redis;
    this.api = started.api;
    this.workers = started.workers;
    this.#adminUrl = started.adminUrl;
    this.queueUrl = started.queueUrl;
    this.#settings = started.settings;
  }

  static async start(options: FaultInstallOptions = {}): Promise<FaultInstall> {
    const { queue = 'PostgreSQL', workers = 1, env = {}, root = ROOT, server = null } = options;
    const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'ruyi-fault-')));
    // As root, PostgreSQL runs as another user, who has to get through.
    await chmod(dataFolder, 0o711);
    const logs = join(dataFolder, 'logs');
    await mkdir(logs, { recursive: true });
    await options.before?.folder(dataFolder);
    const postgres = server ? null : await KillablePostgres.start(dataFolder);
    const adminUrl = await (server ?? postgres)?.database('ruyi');
    if (adminUrl === undefined) throw new Error('an install has one database server or the other');
    const redis = queue === 'Redis' ? await startTestRedis() : null;
    if (queue === 'Redis' && !redis) throw new Error('neither redis-server nor a container runtime is there');
    const port = await freePort();
    const config = readConfig({ DATA_DIR: dataFolder });
    const secret = await installSecret(config);
    const migrations = options.migrations ?? join(root, 'migrations');
    const { urls } = await prepareDatabase(adminUrl, config, { secret, migrations });
    await options.before?.database(adminUrl);
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
      // Everything that could be logged is: the logs are searched for secrets at the end.
      LOG_LEVEL: 'trace',
      ...env,
    };
    const made = (name: string, log: string): ProductProcess =>
      processOf({ root, name, log: join(logs, `${log}.log`), settings });
    const install = new FaultInstall({
      dataFolder,
      url: `http://127.0.0.1:${port}`,
      postgres,
      redis,
      api: made('api', 'api'),
      workers: Array.from({ length: workers }, (_, index) => made('worker', `worker${index}`)),
      adminUrl,
      queueUrl: urls.queue,
      settings,
    });
    if (options.started !== false) await Promise.all([install.api, ...install.workers].map((each) => each.start()));
    return install;
  }

  /** One more process, of this workspace's build, on the same database; an api has an address of its own. */
  async ofToday(name: 'api' | 'worker'): Promise<{ readonly url: string; readonly process: ProductProcess }> {
    const port = await freePort();
    const log = join(this.dataFolder, `logs/${name}-${port}.log`);
    const settings = { ...this.#settings, PORT: String(port) };
    return { url: `http://127.0.0.1:${port}`, process: processOf({ root: ROOT, name, log, settings }) };
  }

  /** One api more beside the first; answers its address. */
  async startAnotherApi(): Promise<string> {
    const { url, process } = await this.ofToday('api');
    this.#more.push(process);
    await process.start();
    return url;
  }

  get postgres(): KillablePostgres {
    if (!this.#postgres) throw new Error('the database server of this install is not its own');
    return this.#postgres;
  }

  get worker(): ProductProcess {
    const [first] = this.workers;
    if (!first) throw new Error('this install has no worker');
    return first;
  }

  nobody(): ApiClient {
    return new ApiClient(this.url);
  }

  /** What an operator's command says of this install. */
  ruyi(...args: readonly string[]): Promise<RuyiAnswer> {
    return runRuyi(this.dataFolder, args, this.#postgres ? {} : { DATABASE_URL: this.#adminUrl });
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

  /** Keeps every write out of a table until the answered function is called: who writes has to wait. */
  async holdTable(table: string): Promise<() => Promise<void>> {
    const client = new pg.Client({ connectionString: this.#adminUrl });
    await client.connect();
    await client.query(`begin; lock table ${client.escapeIdentifier(table)} in share mode`);
    return () => client.end();
  }

  /** How many statements wait for a lock. */
  async waiting(): Promise<number> {
    return (await this.query(`select 1 from pg_stat_activity where wait_event_type = 'Lock'`)).length;
  }

  /** What a process has logged, line by line. */
  async logOf(name: 'api' | 'worker0'): Promise<Record<string, unknown>[]> {
    const text = await readFile(join(this.dataFolder, 'logs', `${name}.log`), 'utf8');
    return text
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** Ends it. Throws when there is a secret in its logs: however a process dies, none may get there. */
  async stop(): Promise<void> {
    await this.#pool?.end();
    await Promise.all([this.api, ...this.#more, ...this.workers].map((each) => each.stop()));
    await this.redis?.stop();
    await this.#postgres?.stop();
    const found = await secretsInLogsOf(this.dataFolder, '');
    await rm(this.dataFolder, { recursive: true, force: true });
    if (found.length > 0) throw new Error(`secrets stand in the logs: ${JSON.stringify(found.slice(0, 10), null, 2)}`);
  }
}

interface ProcessOf {
  readonly root: string;
  readonly name: string;
  readonly log: string;
  readonly settings: NodeJS.ProcessEnv;
}

function processOf({ root, name, log, settings }: ProcessOf): ProductProcess {
  return new ProductProcess(join(root, `dist/apps/${name}/main.js`), log, settings);
}
