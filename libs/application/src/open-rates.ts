import { RequestRates } from '@ruyi/delivery/http';
import type { Config } from '@ruyi/platform/config';
import type { Logger } from '@ruyi/platform/logging';
import { openSharedCounter } from '@ruyi/platform/rates';
import type { OpenProduct } from './open-product.js';

const TOLD_EVERY_MS = 30_000;

/** The rates of the settings, counted in Redis where there is one. */
export function openRates(
  config: Config,
  { connection }: OpenProduct,
  log: Logger,
): { readonly rates: RequestRates; close(): void } {
  let toldAt = 0;
  const trouble = (err: unknown): void => {
    if (Date.now() - toldAt < TOLD_EVERY_MS) return;
    toldAt = Date.now();
    log.warn({ err }, 'requests are counted by this process alone: the shared count does not answer');
  };
  const counter = openSharedCounter(
    config.redisUrl ? { redisUrl: config.redisUrl } : { database: connection.database.tenantless },
    trouble,
  );
  const rates = new RequestRates(
    {
      userPerMinute: config.userRate,
      tenantPerMinute: config.tenantRate,
      wrongTokensPerMinute: config.wrongTokenRate,
      strangersPerMinute: config.strangerRate,
    },
    counter,
    trouble,
  );
  return { rates, close: () => counter.close() };
}
