import { newId, type Context } from '@ruyi/engine/context';
import { FeedFollower, feedStatement } from '@ruyi/engine/events';
import { testDatabase } from '@ruyi/testing';
import { describe, expect, it } from 'vitest';

const db = await testDatabase();
const contextOf = (tenantId: string): Context => ({
  tenantId,
  userId: newId(),
  locale: 'zh-CN',
  timeZone: 'Asia/Shanghai',
  baseCurrency: 'CNY',
  modelVersion: 1,
  accessVersion: 1,
  requestId: newId(),
});
const tenant = newId();
const [ann, bob] = [contextOf(tenant), contextOf(tenant)];
const stranger = { ...contextOf(newId()), userId: ann.userId };

const tell = (ctx: Context, n: number, users = [ctx.userId ?? '']) =>
  db.database.transaction(ctx.tenantId, (tx) => tx.query(feedStatement(ctx, { kind: 'record', users, data: { n } })));

/** Follows as one browser does; `until` so many events. */
function browser(ctx: Context, after: string | null = null) {
  const follower = new FeedFollower(db.database);
  const stop = new AbortController();
  const seen: { id: string; n: number }[] = [];
  const ended = (async () => {
    for await (const event of follower.follow(ctx, { after, signal: stop.signal })) {
      seen.push({ id: event.id, n: (event.data as { n: number }).n });
    }
  })();
  return {
    seen,
    numbers: () => seen.map(({ n }) => n),
    async close() {
      stop.abort();
      await ended;
    },
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 1_600));

describe('the feed', () => {
  it('tells each user what is his, from any process, once and in order', async () => {
    await tell(ann, 0);
    const [annas, bobs, strangers] = [browser(ann), browser(bob), browser(stranger)];
    await settled();
    await tell(ann, 1);
    await tell(bob, 2);
    await tell(ann, 3, [ann.userId ?? '', bob.userId ?? '']);
    await settled();
    expect(annas.numbers().filter((n) => n > 0)).toEqual([1, 3]);
    expect(bobs.numbers()).toEqual([2, 3]);
    expect(strangers.numbers()).toEqual([]);
    await Promise.all([annas.close(), bobs.close(), strangers.close()]);
  });

  it('goes on behind the last event that a browser saw', async () => {
    const first = browser(ann);
    await settled();
    await tell(ann, 10);
    await settled();
    const last = first.seen.at(-1)?.id ?? null;
    await first.close();
    await tell(ann, 11);
    await tell(ann, 12);
    const second = browser(ann, last);
    await settled();
    await tell(ann, 13);
    await settled();
    expect(second.numbers()).toEqual([11, 12, 13]);
    await second.close();
  });

  it('still tells of a transaction that was slow to commit', async () => {
    const follower = browser(bob);
    await settled();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow = db.database.transaction(tenant, async (tx) => {
      await tx.query(feedStatement(bob, { kind: 'record', users: [bob.userId ?? ''], data: { n: 20 } }));
      await held;
    });
    await tell(bob, 21);
    await settled();
    release();
    await slow;
    await settled();
    expect(follower.numbers().sort()).toEqual([20, 21]);
    await follower.close();
  });
});
