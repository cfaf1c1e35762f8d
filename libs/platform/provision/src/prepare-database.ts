import {
  checkDatabase,
  checkDatabaseServer,
  type DatabaseUrls,
  migrate,
  provisionRoles,
} from '@ruyi/platform/database';
import type { Config } from '@ruyi/platform/config';
import { migrateQueue } from '@ruyi/platform/queue';

/** Makes a database fit to serve from: roles, migrations, the queue's schema. Answers with the roles' addresses and what ran. */
export async function prepareDatabase(
  adminUrl: string,
  config: Config,
  options: { readonly secret: string; readonly migrations: string },
): Promise<{ urls: DatabaseUrls; ran: string[] }> {
  const { databaseAppUrl: app, databaseOwnerUrl: owner, databaseQueueUrl: queue } = config;
  await checkDatabaseServer(adminUrl);
  const urls = app && owner && queue ? { app, owner, queue } : await provisionRoles(adminUrl, options.secret);
  const ran = await migrate(urls.owner, options.migrations);
  await migrateQueue(urls.owner);
  await checkDatabase(urls.app);
  return { urls, ran };
}
