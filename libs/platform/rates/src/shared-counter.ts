import { Redis } from 'ioredis';
import { RateLimiterPostgres, RateLimiterRedis, type RateLimiterStoreAbstract } from 'rate-limiter-flexible';
import type { Row } from '@ruyi/engine/context';
import type { TenantlessDatabase } from '@ruyi/platform/database';

/** Counts that all processes add to: in Redis where there is one, else in PostgreSQL. */
export interface SharedCounter {
  /** Adds to the count and answers what it is then; it is forgotten so many seconds after it began. */
  add(key: string, points: number, seconds: number): Promise<number>;
  close(): void;
}

const PREFIX = 'ruyi-rate';

/** No limit of the library's own: it counts, who asks decides. */
const ONLY_COUNTS = { points: Number.MAX_SAFE_INTEGER, duration: 0, keyPrefix: PREFIX };

/** A count that cannot be had soon is not waited for: the caller then counts for itself. */
const PATIENCE_MS = 500;

/** Opens the counts that the settings name. */
export function openSharedCounter(
  settings: { readonly redisUrl: string } | { readonly database: TenantlessDatabase },
  onTrouble: (error: Error) => void,
): SharedCounter {
  return 'redisUrl' in settings ? inRedis(settings.redisUrl, onTrouble) : inPostgres(settings.database);
}

function inRedis(url: string, onTrouble: (error: Error) => void): SharedCounter {
  const redis = new Redis(url, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    commandTimeout: PATIENCE_MS,
  });
  redis.on('error', onTrouble);
  return counterOf(new RateLimiterRedis({ ...ONLY_COUNTS, storeClient: redis, rejectIfRedisNotReady: true }), () =>
    redis.disconnect(),
  );
}

function inPostgres(database: TenantlessDatabase): SharedCounter {
  // Through the door that everything without a tenant goes through, not a pool beside it.
  const client = {
    query: async ({ text, values }: { readonly text: string; readonly values: readonly unknown[] }) => ({
      rows: await database.transaction((tx) => tx.query<Row>({ text, values })),
    }),
  };
  return counterOf(
    new RateLimiterPostgres({
      ...ONLY_COUNTS,
      storeClient: client,
      storeType: 'client',
      tableName: 'request_rate',
      // By a migration; housekeeping takes out what is over.
      tableCreated: true,
      clearExpiredByTimeout: false,
    }),
    () => undefined,
  );
}

function counterOf(limiter: RateLimiterStoreAbstract, close: () => void): SharedCounter {
  return {
    async add(key, points, seconds) {
      const { consumedPoints } = await limiter.penalty(key, points, { customDuration: seconds });
      return consumedPoints;
    },
    close,
  };
}
