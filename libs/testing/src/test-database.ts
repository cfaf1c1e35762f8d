import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { EntityTarget } from 'typeorm';
import { afterAll, inject } from 'vitest';
import type { Row } from '@ruyi/engine/context';
import {
  connectDatabase,
  type DatabaseConnection,
  type DatabaseUrls,
  type TenantlessDatabase,
} from '@ruyi/platform/database';
import { urlsOnDatabase } from './test-cluster.js';

/** A database of one spec file, fresh from the template. */
export interface TestDatabase extends Pick<DatabaseConnection, 'database' | 'entityManagers'> {
  readonly tenantless: TenantlessDatabase;
  readonly urls: DatabaseUrls & { readonly admin: string };
  /** Past row-level security, as the superuser: to set up what has no door, and to look at everything. */
  ownerQuery<R extends object = Row>(text: string, values?: readonly unknown[]): Promise<R[]>;
  /** Somebody else keeps the rows that a `select … for update` finds, while the work is done. */
  keeping<T>(statement: string, values: readonly unknown[], work: () => Promise<T>): Promise<T>;
}

/** Options of {@link testDatabase}. */
export interface TestDatabaseOptions {
  readonly entities?: readonly EntityTarget<object>[];
  readonly poolSize?: number;
}

/** Clones the template, connects as the application's role, and drops the clone after the file's last test. */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { adminUrl, template } = inject('testCluster');
  const name = `ruyi_test_${randomBytes(6).toString('hex')}`;
  await clone(adminUrl, template, name);
  const urls = urlsOnDatabase(adminUrl, name);
  const connection = await connectDatabase({
    url: urls.app,
    poolSize: options.poolSize ?? 8,
    ...(options.entities ? { entities: options.entities } : {}),
  });
  const admin = new pg.Pool({ connectionString: urls.admin, max: 2 });
  admin.on('error', () => undefined);
  afterAll(async () => {
    await Promise.all([connection.close(), admin.end()]);
    await onCluster(adminUrl, `drop database if exists ${name} with (force)`);
  });
  return {
    database: connection.database,
    tenantless: connection.database.tenantless,
    entityManagers: connection.entityManagers,
    urls,
    async ownerQuery<R extends object = Row>(text: string, values: readonly unknown[] = []) {
      return (await admin.query<R & Row>(text, [...values])).rows;
    },
    async keeping<T>(statement: string, values: readonly unknown[], work: () => Promise<T>) {
      const holder = await admin.connect();
      try {
        await holder.query('begin');
        await holder.query(statement, [...values]);
        return await work();
      } finally {
        await holder.query('rollback');
        holder.release();
      }
    },
  };
}

/** CREATE DATABASE refuses a template that somebody else is copying just now in another way; it is tried again. */
async function clone(adminUrl: string, template: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await onCluster(adminUrl, `create database ${name} template ${template} owner ruyi_owner`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== '55006' || attempt === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100 * Math.random() + 50));
    }
  }
}

async function onCluster(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
