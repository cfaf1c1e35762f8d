import { AppError } from '@ruyi/contract/errors';
import { sql, type Database } from '@ruyi/engine/context';

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

interface KeyRow {
  readonly same: boolean;
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>> | null;
  readonly answer: string | null;
}

/** Answers of requests with an `Idempotency-Key`, kept for a day. */
export class IdempotencyStore {
  constructor(private readonly database: Database) {}

  /** Null: the request is the caller's to run now. Else the answer that the first one got. */
  async claim(request: IdempotentRequest): Promise<StoredAnswer | null> {
    const { tenantId, userId, route, key, bodyHash } = request;
    return this.database.transaction(tenantId, async (tx) => {
      // Over: a day has passed, or the process that ran the first one died with it.
      await tx.query(sql`delete from idempotency_key where tenant_id = ${tenantId} and user_id = ${userId} and route = ${route} and key = ${key}
        and started_at < now() - case when status is null then interval '10 minutes' else interval '24 hours' end`);
      const claimed = await tx.query(sql`insert into idempotency_key (tenant_id, user_id, route, key, body_hash)
        values (${tenantId}, ${userId}, ${route}, ${key}, ${bodyHash}) on conflict do nothing returning 1`);
      if (claimed.length > 0) return null;
      const rows =
        await tx.query<KeyRow>(sql`select body_hash = ${bodyHash}::bytea as same, status, headers, answer from idempotency_key
        where tenant_id = ${tenantId} and user_id = ${userId} and route = ${route} and key = ${key}`);
      return answerOrThrow(rows[0]);
    });
  }

  async keep(request: IdempotentRequest, answer: StoredAnswer): Promise<void> {
    const { tenantId, userId, route, key } = request;
    await this.database.transaction(tenantId, (tx) =>
      tx.query(sql`update idempotency_key set status = ${answer.status}, headers = ${JSON.stringify(answer.headers)}, answer = ${answer.answer}
        where tenant_id = ${tenantId} and user_id = ${userId} and route = ${route} and key = ${key}`),
    );
  }

  /** A request that failed changed nothing: it may be tried again under the same key. */
  async release(request: IdempotentRequest): Promise<void> {
    const { tenantId, userId, route, key } = request;
    await this.database.transaction(tenantId, (tx) =>
      tx.query(
        sql`delete from idempotency_key where tenant_id = ${tenantId} and user_id = ${userId} and route = ${route} and key = ${key} and status is null`,
      ),
    );
  }
}

function answerOrThrow(row: KeyRow | undefined): StoredAnswer {
  // Gone in between: the first one has just failed.
  if (!row) throw new AppError(409, 'conflict', { key: 'idempotencyRunning' });
  if (!row.same) throw new AppError(422, 'idempotencyMismatch');
  if (row.status === null) throw new AppError(409, 'conflict', { key: 'idempotencyRunning', retryAfter: 1 });
  return { status: row.status, headers: row.headers ?? {}, answer: row.answer };
}
