import { join } from 'node:path';
import { AppError } from '@ruyi/contract/errors';
import { IDENTITY_ENTITIES } from '@ruyi/identity';
import { AesSecretBox, type Config, installSecret } from '@ruyi/platform/config';
import {
  checkDatabase,
  connectDatabase,
  type DatabaseConnection,
  type StatementTime,
  urlsOf,
} from '@ruyi/platform/database';
import { DiskFileStore } from '@ruyi/platform/files';
import type { Metrics } from '@ruyi/platform/health';
import type { Logger } from '@ruyi/platform/logging';
import { installMailSender, MailTransport, parseFrom } from '@ruyi/platform/mail';
import { OutboundGuard, OutsidePoster } from '@ruyi/platform/outbound';
import { CompanyArchiver } from '@ruyi/platform/tenant-archive';
import { connectQueue, type JobQueue } from '@ruyi/platform/queue';
import { SmsGateways } from '@ruyi/platform/sms';
import type { MailSender, MessageCarrier } from '@ruyi/engine/messages';
import { FencedDatabase } from '@ruyi/delivery/http';
import { Product } from '@ruyi/delivery/product';
import { measuredCarrier } from './measured-carrier.js';

/** The product over open connections. */
export interface OpenProduct {
  readonly product: Product;
  readonly files: DiskFileStore;
  readonly connection: DatabaseConnection;
  readonly queue: JobQueue;
  close(): Promise<void>;
}

/** What one process wants beyond the settings. */
export interface ProcessWishes {
  /** People wait for it. */
  readonly statementTime?: StatementTime;
  /** Absent: nobody counts. */
  readonly metrics?: Metrics;
}

/** Opens everything that the settings name; refuses a database that is not fit. */
export async function openProduct(
  config: Config,
  log: Logger,
  { statementTime, metrics }: ProcessWishes = {},
): Promise<OpenProduct> {
  const secret = await installSecret(config);
  const urls = roleUrls(config, secret);
  await checkDatabase(urls.app);
  const connection = await connectDatabase({
    url: urls.app,
    poolSize: config.databasePoolSize,
    entities: IDENTITY_ENTITIES,
    ...(statementTime ? { statementTime } : {}),
  });
  const { tenantless } = connection.database;
  const database = Object.assign(new FencedDatabase(connection.database), { tenantless });
  const queue = connectQueue(config.redisUrl ? { redisUrl: config.redisUrl } : { databaseUrl: urls.queue }, (error) =>
    log.warn({ err: error }, 'the queue is in trouble'),
  );
  const guard = new OutboundGuard(config);
  const mail = new MailTransport({ sinkUrl: config.smtpSinkUrl, guard });
  const sms = new SmsGateways({ sinkUrl: config.smsSinkUrl, guard });
  const noticeSender = installSender(config);
  const files = new DiskFileStore(database, {
    folder: join(config.dataDir, 'files'),
    maxBytes: config.maxFileBytes,
  });
  const carrier: MessageCarrier = {
    mail: (sender, message) => mail.send(sender, message),
    sms: (sender, message) => sms.send(sender, message),
  };
  const product = new Product({
    database,
    entityManagers: connection.entityManagers,
    carrier: metrics ? measuredCarrier(carrier, metrics) : carrier,
    ...(metrics ? { sweepFigures: metrics } : {}),
    secrets: new AesSecretBox(secret),
    senders: {
      smtp: config.smtpUrl ? installMailSender(config.smtpUrl, config.mailFrom) : null,
      mailSink: config.smtpSinkUrl !== null && config.smtpUrl === null,
      smsSink: config.smsSinkUrl !== null,
    },
    noticeSender,
    files,
    archive: new CompanyArchiver({
      databaseUrl: urls.app,
      filesFolder: join(config.dataDir, 'files'),
      workFolder: join(config.dataDir, 'work'),
    }),
    dataLocation: config.dataLocation,
    webhookCaller: new OutsidePoster(guard),
    secret,
    log,
  });
  return {
    product,
    files,
    connection,
    queue,
    async close() {
      await queue.close();
      mail.close();
      await connection.close();
    },
  };
}

/** Addresses of the roles: as they are set, else made from the administrator's and the secret, as provisioning made them. */
function roleUrls(config: Config, secret: string): { readonly app: string; readonly queue: string } {
  const made = config.databaseUrl ? urlsOf(config.databaseUrl, secret) : null;
  const app = config.databaseAppUrl ?? made?.app;
  const queue = config.databaseQueueUrl ?? made?.queue;
  if (!app || !queue) throw new AppError(500, 'notConfigured', { key: 'internal' });
  return { app, queue };
}

function installSender(config: Config): MailSender | null {
  if (config.smtpUrl) return installMailSender(config.smtpUrl, config.mailFrom);
  if (!config.smtpSinkUrl) return null;
  const { name, address } = parseFrom(config.mailFrom);
  return { provider: 'sink', fromName: name, fromAddress: address };
}
