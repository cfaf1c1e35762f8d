import { join } from 'node:path';
import { openProduct, type OpenProduct } from '@ruyi/application';
import { type Config, ConfigError, installSecret, readConfig } from '@ruyi/platform/config';
import { startEmbeddedPostgres, urlsOf } from '@ruyi/platform/database';
import { createLogger } from '@ruyi/platform/logging';

/** The install that a command works on. */
export interface Install {
  readonly config: Config;
  readonly secret: string;
  /** An administrator's address of the database. */
  readonly adminUrl: string;
  /** The schema's owner. */
  readonly ownerUrl: string;
  readonly filesFolder: string;
  readonly migrations: string;
  /** The product over this install's database and queue; closed with the install. */
  product(): Promise<OpenProduct['product']>;
  close(): Promise<void>;
}

/** Opens the install of the settings: with `DATABASE_URL`, else the embedded database of `DATA_DIR`, running or not. */
export async function openInstall(root: string, env: NodeJS.ProcessEnv): Promise<Install> {
  const config = readConfig(env);
  const secret = await installSecret(config);
  const closing: (() => Promise<void>)[] = [];
  const adminUrl = config.databaseUrl ?? config.databaseOwnerUrl ?? (await embedded(config, closing));
  const made = urlsOf(adminUrl, secret);
  const ownerUrl = config.databaseOwnerUrl ?? made.owner;
  return {
    config,
    secret,
    adminUrl,
    ownerUrl,
    filesFolder: join(config.dataDir, 'files'),
    migrations: env['MIGRATIONS'] ?? join(root, 'migrations'),
    async product() {
      const open = await openProduct(
        {
          ...config,
          databaseAppUrl: config.databaseAppUrl ?? made.app,
          databaseQueueUrl: config.databaseQueueUrl ?? made.queue,
          secretKey: secret,
        },
        createLogger({ name: 'ruyi', level: 'warn' }),
      );
      closing.unshift(() => open.close());
      return open.product;
    },
    async close() {
      for (const each of closing.splice(0)) await each();
    },
  };
}

async function embedded(config: Config, closing: (() => Promise<void>)[]): Promise<string> {
  if (config.databaseAppUrl) throw new ConfigError('DATABASE_URL or DATABASE_OWNER_URL is not set');
  const postgres = await startEmbeddedPostgres({ dataFolder: config.dataDir });
  if (postgres.startedHere) closing.push(() => postgres.stop());
  return postgres.ensureDatabase('ruyi');
}
