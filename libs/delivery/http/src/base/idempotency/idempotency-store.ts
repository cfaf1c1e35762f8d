import { AppError } from '@ruyi/contract/errors';
import { newId, sql, type Database } from '@ruyi/engine/context';
import type { IdempotentAttempt } from './idempotent-attempt.js';

/** One request that may be repeated. */
export interface IdempotentRequest {
  readonly tenantId: string;
  readonly userId: string;
  /** Method and path. */
  readonly route: string;
  readonly key: string;
  readonly bodyHash: Buffer;
}

export interface StoredAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON; null for an empty body. */
  readonly answer: string | null;
}

/** What a request with a key is to do: run as this attempt, or give the answer that there is. */
export type IdempotencyClaim =
  | { readonly run: IdempotentAttempt; readonly stored?: undefined }
  | { readonly run?: undefined; readonly stored: StoredAnswer };

interface KeyRow {
  readonly same: boolean;
  readonly lost: boolean;
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>> | null;
  readonly answer: string | null;
}

/** A request that has had no answer for so long died with its process: the key is the next one's. */
const GIVEN_UP_SECONDS = 60;

/** Answers of requests with an `Idempotency-Key`, kept for a day. */
export class IdempotencyStore {
  constructor(private readonly database: Database) {}

  /** Throws when the first request still runs, and when it was done and died before its answer was kept. */
  async claim(request: IdempotentRequest): Promise<IdempotencyClaim> {
    const { tenantId, userId, route, key, bodyHash } = request;
    const attempt = newId();
    return this.database.transaction(tenantId, async (tx) => {
      const claimed =
        await tx.query(sql`insert into idempotency_key as k (tenant_id, user_id, route, key, body_hash, attempt)
        values (${tenantId}, ${userId}, ${route}, ${key}, ${bodyHash}, ${attempt})
        on conflict (tenant_id, user_id, route, key) do update set body_hash = excluded.body_hash, attempt = excluded.attempt,
          started_at = now(), committed = false, status = null, headers = null, answer = null
        where k.started_at < now() - case when k.status is null and not k.committed
          then make_interval(secs => ${GIVEN_UP_SECONDS}) else interval '24 hours' end
        returning 1`);
      if (claimed.length > 0) return { run: { tenantId, userId, route, key, attempt } };
      const rows = await tx.query<KeyRow>(sql`select body_hash = ${bodyHash}::bytea as same, status, headers, answer,
          committed and started_at < now() - make_interval(secs => ${GIVEN_UP_SECONDS}) as lost from idempotency_key
        where tenant_id = ${tenantId} and user_id = ${userId} and route = ${route} and key = ${key}`);
      return { stored: answerOrThrow(rows[0]) };
    });
  }

  async keep({ tenantId, userId, route, key, attempt }: IdempotentAttempt, answer: StoredAnswer): Promise<void> {
    await this.database.transaction(tenantId, (tx) =>
      tx.query(sql`update idempotency_key set status = ${answer.status}, headers = ${JSON.stringify(answer.headers)}, answer = ${answer.answer}
        where tenant_id = ${tenantId} and user_id = ${userId} and route = ${route} and key = ${key} and attempt = ${attempt}`),
    );
  }

  /**
   * A request that failed may be tried again under the same key: at once when it was `refused`; after a fault, unless
   * it turns out to have been committed all the same.
   */
  async release({ tenantId, userId, route, key, attempt }: IdempotentAttempt, refused: boolean): Promise<void> {
    await this.database.transaction(tenantId, (tx) =>
      tx.query(sql`delete from idempotency_key where tenant_id = ${tenantId} and user_id = ${userId} and route = ${route} and key = ${key}
        and attempt = ${attempt} and status is null and (${refused}::boolean or not committed)`),
    );
  }
}

function answerOrThrow(row: KeyRow | undefined): StoredAnswer {
  // Gone in between: the first one has just failed.
  if (!row) throw new AppError(409, 'conflict', { key: 'idempotencyRunning', retryAfter: 1 });
  if (!row.same) throw new AppError(422, 'idempotencyMismatch');
  if (row.status !== null) return { status: row.status, headers: row.headers ?? {}, answer: row.answer };
  if (row.lost) throw new AppError(409, 'answerLost');
  throw new AppError(409, 'conflict', { key: 'idempotencyRunning', retryAfter: 1 });
}
