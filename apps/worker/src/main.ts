import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { openProduct, readinessOf, watchLoad } from '@ruyi/application';
import { keepHeapClose, runProcess, untilStopped } from '@ruyi/platform/process';
import { JobsModule } from '@ruyi/delivery/jobs';
import { readConfig } from '@ruyi/platform/config';
import { Metrics, serveOperations } from '@ruyi/platform/health';
import { createLogger } from '@ruyi/platform/logging';

/** What may lie about unused, in percent of what is in use: the rows of a file are soon rubbish, and freeing them early costs little. */
const RUBBISH_PERCENT = 50;

await runProcess('worker', async () => {
  keepHeapClose(RUBBISH_PERCENT);
  const config = readConfig(process.env);
  const log = createLogger({ name: 'worker', level: config.logLevel });
  const metrics = new Metrics();
  const open = await openProduct(config, log, { metrics });
  const { product, queue } = open;
  watchLoad(open, metrics);
  const app = await NestFactory.createApplicationContext(
    JobsModule.of({
      database: open.connection.database,
      queue,
      handlers: product.handlers,
      runs: product.runs,
      files: open.files,
      log,
      measure: (name, outcome, seconds) => metrics.job(name, outcome, seconds),
    }),
    { logger: ['error', 'warn'], abortOnError: false },
  );
  const { workerPort: port, host } = config;
  const operations =
    port === null ? null : await serveOperations({ port, host, readiness: readinessOf(open), metrics });
  log.info('working');
  process.send?.({ ready: 'worker' });
  await untilStopped();
  await operations?.close();
  await app.close();
  await open.close();
});
