import { runProcess } from '@ruyi/platform/process';
import { ConfigError, installSecret, readConfig } from '@ruyi/platform/config';
import { prepareDatabase } from '@ruyi/platform/provision';

// For an install with services of its own: run once before the processes start, with an administrator's DATABASE_URL.
await runProcess('migrate', async () => {
  const config = readConfig(process.env);
  const adminUrl = config.databaseUrl ?? config.databaseOwnerUrl;
  if (!adminUrl) throw new ConfigError('DATABASE_URL is not set');
  const { ran } = await prepareDatabase(adminUrl, config, {
    secret: await installSecret(config),
    migrations: process.env['MIGRATIONS'] ?? 'migrations',
  });
  process.stdout.write(ran.length > 0 ? `migrated: ${ran.join(', ')}\n` : 'nothing to migrate\n');
});
