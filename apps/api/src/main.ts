import 'reflect-metadata';
import { join, resolve } from 'node:path';
import { openProduct, openRates, processFeatures, readinessOf, watchLoad } from '@ruyi/application';
import { keepHeapClose, runProcess, untilStopped } from '@ruyi/platform/process';
import { ServedRoutes } from '@ruyi/delivery/http';
import { createProductApp } from '@ruyi/delivery/product';
import { readConfig } from '@ruyi/platform/config';
import { Metrics } from '@ruyi/platform/health';
import { createLogger } from '@ruyi/platform/logging';
import { OutboxFolder, OutboxPage } from '@ruyi/platform/mail';
import { logRequest } from './request-log.js';
import { serveWebClient } from './web-client.js';

/** Of a process's database connections, what one company may hold. */
const TENANT_PART = 0.6;
const BODY_LIMIT = 1024 * 1024;
/** Lists by eight people at once: 440 MiB at the highest instead of 610, for about a twentieth more CPU; at 50 a third more. */
const RUBBISH_PERCENT = 100;

await runProcess('api', async () => {
  keepHeapClose(RUBBISH_PERCENT);
  const config = readConfig(process.env);
  const log = createLogger({ name: 'api', level: config.logLevel });
  const metrics = new Metrics();
  const open = await openProduct(config, log, { metrics, statementTime: config.statementTime });
  watchLoad(open, metrics);
  const readiness = readinessOf(open);
  const rates = openRates(config, open, log);
  const hasSinks = config.smtpSinkUrl !== null || config.smsSinkUrl !== null;
  const outbox = hasSinks ? new OutboxPage(new OutboxFolder(join(config.dataDir, 'outbox'))) : null;
  const app = await createProductApp(open.product, {
    log,
    rates: rates.rates,
    hear(request) {
      const { method, route, status, ms, abandoned } = request;
      // How long a stream was followed says nothing of how long answers take.
      if (!abandoned) metrics.request(method, route, status, ms / 1000);
      logRequest(log, request);
    },
    settings: {
      bodyLimit: BODY_LIMIT,
      // Some connections are always left for the others.
      tenantTurns: Math.max(1, Math.ceil(config.databasePoolSize * TENANT_PART)),
      trustProxy: config.trustProxy,
      ...(config.publicUrl ? { publicOrigin: config.publicUrl } : {}),
    },
    extras: processFeatures(open, { readiness, metrics, outbox }),
  });
  const client = process.env['WEB_CLIENT'] ?? resolve(import.meta.dirname, '../web');
  if (!(await serveWebClient(app, client))) log.warn({ client }, 'no web client was built: the API answers alone');
  await app.listen(config.port, config.host);
  log.info({ address: await app.getUrl() }, 'listening');
  log.debug({ routes: app.get(ServedRoutes).all() }, 'routes');
  process.send?.({ ready: await app.getUrl() });
  await untilStopped();
  await app.close();
  rates.close();
  await open.close();
});
