import { beforeEach, describe, expect, it } from 'vitest';
import { newId, sql, type Transaction } from '@ruyi/engine/context';
import { testDatabase } from '@ruyi/testing';
import { FencedDatabase } from './fenced-database.js';
import { IdempotencyStore, type IdempotentRequest } from './idempotency-store.js';
import { runningAttempt, type IdempotentAttempt } from './idempotent-attempt.js';

const db = await testDatabase();
const store = new IdempotencyStore(db.database);
const fenced = new FencedDatabase(db.database);
const tenantId = newId();
const answer = { status: 201, headers: {}, answer: '{"id":1}' };

let request: IdempotentRequest;
beforeEach(() => {
  request = { tenantId, userId: newId(), route: 'POST /x', key: 'once', bodyHash: Buffer.from('body') };
});

async function claimed(): Promise<IdempotentAttempt> {
  const { run } = await store.claim(request);
  if (!run) throw new Error('somebody else has the key');
  return run;
}

const write = (tx: Transaction) =>
  tx.query(sql`insert into outbox_wakeup (id, tenant_id, at) values (${newId()}, ${request.userId}, 'infinity')`);
const work = (run: IdempotentAttempt, what = write): Promise<unknown> =>
  runningAttempt.run(run, () => fenced.transaction(tenantId, what));
const written = async (): Promise<number> =>
  (await db.ownerQuery('select 1 from outbox_wakeup where tenant_id = $1', [request.userId])).length;
const minutePasses = (): Promise<unknown> =>
  db.ownerQuery(`update idempotency_key set started_at = started_at - interval '61 seconds' where user_id = $1`, [
    request.userId,
  ]);

describe('a request with a key', () => {
  it('is answered again with what it was answered first', async () => {
    const run = await claimed();
    await work(run);
    await store.keep(run, answer);
    expect(await store.claim(request)).toEqual({ stored: answer });
  });

  it('that died after its commit is not run again: the answer is lost, the work is there once', async () => {
    await work(await claimed());
    await expect(store.claim(request)).rejects.toMatchObject({ status: 409, code: 'conflict', retryAfter: 1 });
    await minutePasses();
    await expect(store.claim(request)).rejects.toMatchObject({ status: 409, code: 'answerLost' });
    expect(await written()).toBe(1);
  });

  it('that died before its commit is run again after a minute, also when it had read', async () => {
    await work(await claimed(), (tx) => tx.query(sql`select 1`));
    await minutePasses();
    await work(await claimed());
    expect(await written()).toBe(1);
  });

  it('that was given up for dead and lives commits nothing any more', async () => {
    const slow = await claimed();
    await minutePasses();
    const next = await claimed();
    await expect(work(slow)).rejects.toMatchObject({ status: 409, code: 'conflict' });
    await work(next);
    expect(await written()).toBe(1);
    await store.keep(slow, answer);
    await store.release(slow, true);
    await expect(store.claim(request)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('that failed may be tried again at once, unless the fault came after its commit', async () => {
    await store.release(await claimed(), true);
    await store.release(await claimed(), false);
    const run = await claimed();
    await work(run);
    await store.release(run, false);
    await minutePasses();
    await expect(store.claim(request)).rejects.toMatchObject({ code: 'answerLost' });
  });
});
