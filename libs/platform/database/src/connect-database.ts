import pg from 'pg';
import { DataSource, type EntityTarget } from 'typeorm';
import { EntityManagers } from './entity-manager-of.js';
import { PgDatabase } from './pg-database.js';
import { valueParsers } from './value-parsers.js';

/** How long one statement may take, in whole seconds. */
export interface StatementTime {
  /** One that only reads is cut off with 422: whoever asked can ask for less. */
  readonly readSeconds: number;
  /** Any other, waiting for others included: 503. */
  readonly writeSeconds: number;
}

/** How to reach the database as the application's role. */
export interface DatabaseSettings {
  readonly url: string;
  /** Connections of this process; 10 by default. */
  readonly poolSize?: number;
  /** Limits of a process that people wait for; a process without them works as long as it takes. */
  readonly statementTime?: StatementTime;
  readonly applicationName?: string;
  /** TypeORM entities of identity. */
  readonly entities?: readonly EntityTarget<object>[];
}

/** An open database: the engine's port, TypeORM inside its transactions, and its end. */
export interface DatabaseConnection {
  readonly database: PgDatabase;
  readonly entityManagers: EntityManagers;
  /** Connections of this process: in use, idle, and who waits for one. */
  load(): { readonly used: number; readonly idle: number; readonly waiting: number };
  /** `select 1`; throws when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the one pool that the engine and TypeORM share. */
export async function connectDatabase(settings: DatabaseSettings): Promise<DatabaseConnection> {
  const pool = new pg.Pool({
    connectionString: settings.url,
    max: settings.poolSize ?? 10,
    application_name: settings.applicationName ?? 'ruyi',
    connectionTimeoutMillis: 10_000,
    ...(settings.statementTime ? { statement_timeout: settings.statementTime.writeSeconds * 1_000 } : {}),
    pipeline: true,
    types: valueParsers,
  });
  // An idle connection that the server closes is no event: the pool opens another.
  pool.on('error', () => undefined);
  // One that is lost while it works fails its query; without a listener it would end the process as well.
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    const dataSource = await typeormBeside(pool, settings);
    return {
      database: new PgDatabase(pool, settings.statementTime?.readSeconds),
      entityManagers: new EntityManagers(dataSource),
      load: () => ({
        used: pool.totalCount - pool.idleCount,
        idle: pool.idleCount,
        waiting: pool.waitingCount,
      }),
      async ping() {
        await pool.query('select 1');
      },
      close: () => pool.end(),
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** A DataSource whose pool is ours; TypeORM opens no connection of its own. */
async function typeormBeside(pool: pg.Pool, settings: DatabaseSettings): Promise<DataSource> {
  function SharedPool(): pg.Pool {
    return pool;
  }
  const dataSource = new DataSource({
    type: 'postgres',
    url: settings.url,
    driver: { ...pg, Pool: SharedPool, native: undefined },
    entities: [...(settings.entities ?? [])] as never[],
    installExtensions: false,
    synchronize: false,
    poolErrorHandler: () => undefined,
  });
  return dataSource.initialize();
}
