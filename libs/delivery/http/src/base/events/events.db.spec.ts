import { beforeAll, describe, expect, it } from 'vitest';
import { AccessStore } from '@ruyi/engine/access';
import type { Context } from '@ruyi/engine/context';
import { createHttpApp } from '../server/create-http-app.js';
import { httpTestApp, type HttpTestApp } from '../testing/http-test-app.js';
import type { EventFeed, FeedEvent } from './event-feed.js';

const EVENT: FeedEvent = { id: '01900000-0000-7000-8000-000000000001', kind: 'job', data: { text: '一行\n两行' } };

describe('server-sent events', () => {
  let http: HttpTestApp;
  const followed: { userId: string | null; after: string | null }[] = [];
  let ended = 0;
  const feed: EventFeed = {
    async *follow(ctx: Context, { after, signal }) {
      followed.push({ userId: ctx.userId, after });
      yield EVENT;
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      ended += 1;
    },
  };

  beforeAll(async () => {
    http = await httpTestApp([]);
  });

  it('stream to the signed-in user, resume, and end with the client or the server', async () => {
    const { accessToken, user } = await http.company();
    const parts = {
      database: http.db.database,
      identity: http.identity,
      access: new AccessStore(http.identity.accessSource),
      feed,
      log: { error: () => undefined },
    };
    const app = await createHttpApp(parts, []);
    await app.listen(0, '127.0.0.1');
    const url = `${await app.getUrl()}/api/v1/events`;
    expect((await fetch(url)).status).toBe(401);
    const open = async (headers: Record<string, string>) => {
      const abort = new AbortController();
      const response = await fetch(url, {
        headers: { authorization: `Bearer ${accessToken}`, ...headers },
        signal: abort.signal,
      });
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      while (!text.includes('data:')) text += (await reader?.read())?.value ?? '';
      return { abort, reader, response, text };
    };
    const first = await open({});
    expect(first.response.headers.get('content-type')).toContain('text/event-stream');
    expect(first.response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(first.text).toContain(`id: ${EVENT.id}\nevent: job\ndata: {"text":"一行\\n两行"}\n\n`);
    first.abort.abort();
    await expect.poll(() => ended).toBe(1);
    const second = await open({ 'last-event-id': EVENT.id });
    await (await open({ 'last-event-id': 'garbage' })).reader?.cancel();
    expect(followed).toEqual([null, EVENT.id, null].map((after) => ({ userId: user.id, after })));
    await app.close();
    expect(await second.reader?.read()).toMatchObject({ done: true });
    expect(ended).toBe(3);
  });
});
