import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openProduct } from '@ruyi/application';
import { readConfig } from '@ruyi/platform/config';
import { createLogger } from '@ruyi/platform/logging';
import { seedDemo } from './seed-demo.js';

const config = readConfig(process.env);
const open = await openProduct(config, createLogger({ name: 'seed', level: 'warn' }));
try {
  const logins = await seedDemo(open.product);
  await writeFile(join(config.dataDir, 'demo-logins.json'), JSON.stringify(logins, null, 2));
} finally {
  await open.close();
}
