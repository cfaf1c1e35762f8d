import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { openProduct } from '@ruyi/application';
import { runProcess, untilStopped } from '@ruyi/platform/process';
import { JobsModule } from '@ruyi/delivery/jobs';
import { readConfig } from '@ruyi/platform/config';
import { createLogger } from '@ruyi/platform/logging';

await runProcess('worker', async () => {
  const config = readConfig(process.env);
  const log = createLogger({ name: 'worker', level: config.logLevel });
  const open = await openProduct(config, log);
  const { product, queue } = open;
  const app = await NestFactory.createApplicationContext(
    JobsModule.of({ database: open.connection.database, queue, handlers: product.handlers, runs: product.runs, log }),
    { logger: ['error', 'warn'], abortOnError: false },
  );
  log.info('working');
  process.send?.({ ready: 'worker' });
  await untilStopped();
  await app.close();
  await open.close();
});
