import { runMigrations } from 'bullmq';
import pg from 'pg';

/** Brings the schema `bullmq` up to date, as the owner; the queue's role may only use it. */
export async function migrateQueue(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'ruyi-migrate' });
  await client.connect();
  try {
    await runMigrations(client, 'bullmq');
    // What BullMQ made before the default privileges stood.
    await client.query('grant select, insert, update, delete on all tables in schema bullmq to ruyi_queue');
    await client.query('grant usage, select on all sequences in schema bullmq to ruyi_queue');
    await client.query('grant execute on all routines in schema bullmq to ruyi_queue');
  } finally {
    await client.end();
  }
}
