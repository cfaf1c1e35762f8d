import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccessStore } from '@ruyi/engine/access';
import type { SignedIn } from '@ruyi/identity';
import { createHttpApp } from '../server/create-http-app.js';
import { httpTestApp, TEST_PASSWORD, type HttpTestApp } from '../testing/http-test-app.js';
import type { EventFeed } from './event-feed.js';

const CLIENT = { ip: '192.0.2.9' };

describe('the event stream of a session that has ended', () => {
  let http: HttpTestApp;
  let app: NestFastifyApplication;
  let happen = (): void => undefined;
  let happened = Promise.resolve();
  const feed: EventFeed = {
    async *follow(_ctx, { signal }) {
      const over = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      for (let at = 1; !signal.aborted; at += 1) {
        await Promise.race([happened, over]);
        if (!signal.aborted)
          yield { id: `01900000-0000-7000-8000-${String(at).padStart(12, '0')}`, kind: 'job', data: {} };
      }
    },
  };
  /** Every open stream is told of one event. */
  const tell = (): void => {
    const now = happen;
    wait();
    now();
  };
  const wait = (): void => {
    happened = new Promise((resolve) => (happen = resolve));
  };

  beforeAll(async () => {
    wait();
    http = await httpTestApp([]);
    app = await createHttpApp(
      {
        database: http.db.database,
        identity: http.identity,
        access: new AccessStore(http.identity.accessSource),
        feed,
        log: { error: (details) => void http.logged.push(details) },
      },
      [],
    );
    await app.listen(0, '127.0.0.1');
  });
  afterAll(() => app.close());

  const open = async (token: string) => {
    const response = await fetch(`${await app.getUrl()}/api/v1/events`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const next = async () => (await reader?.read()) ?? { done: true, value: undefined };
    expect((await next()).value).toContain('retry');
    return next;
  };
  const logIn = async (login: string): Promise<string> => {
    const answer = await http.identity.logIn.run({ login, password: TEST_PASSWORD }, CLIENT);
    return 'accessToken' in answer ? answer.accessToken : '';
  };
  const sessionOf = async (token: string) => {
    const session = await http.identity.sessions.find(token);
    if (!session) throw new Error('no session');
    return session;
  };

  const endings: [string, (company: SignedIn, other: string) => Promise<unknown>][] = [
    [
      'ended from another device',
      async ({ accessToken }, other) => {
        const { sessionId } = await sessionOf(accessToken);
        await http.identity.mySessions.end(await sessionOf(other), sessionId, CLIENT);
      },
    ],
    [
      'ended by a new password',
      async (_company, other) => {
        const passwords = { current: TEST_PASSWORD, password: 'A better one 2' };
        await http.identity.changePassword.run(await sessionOf(other), passwords, CLIENT);
      },
    ],
    [
      'whose user was disabled',
      ({ user }) => http.db.ownerQuery(`update app_user set state = 'disabled' where id = $1`, [user.id]),
    ],
  ];

  it.each(endings)('%s tells nothing more', async (_how, end) => {
    const company = await http.company();
    const next = await open(company.accessToken);
    await end(company, await logIn(company.login));
    tell();
    expect(await next()).toEqual({ done: true, value: undefined });
    expect(http.logged).toEqual([]);
  });

  it('costs one trip a second for all streams of a company, and none while nothing happens', async () => {
    const { accessToken, login } = await http.company();
    const streams = [await open(accessToken), await open(accessToken), await open(await logIn(login))];
    const read = vi.spyOn(http.db.database, 'read');
    const told = async (): Promise<void> => {
      tell();
      for (const next of streams) expect((await next()).value).toContain('event: job');
    };
    await told();
    await told();
    expect(read).toHaveBeenCalledTimes(1);
    expect(read.mock.calls[0]?.[1]).toHaveLength(2);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(read).toHaveBeenCalledTimes(1);
    await told();
    expect(read).toHaveBeenCalledTimes(2);
  });
});
