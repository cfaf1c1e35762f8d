import { runMigrations } from 'bullmq';
import pg from 'pg';

/** Brings the schema `bullmq` up to date, as the owner. What it makes is the queue role's to use by the default privileges of 0001. */
export async function migrateQueue(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'ruyi-migrate' });
  await client.connect();
  try {
    await runMigrations(client, 'bullmq');
  } finally {
    await client.end();
  }
}
