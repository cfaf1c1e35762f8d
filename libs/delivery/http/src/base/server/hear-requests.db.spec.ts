import { Controller, Get, Module, Param, Post } from '@nestjs/common';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Public, SignedIn } from '../auth/route-access.js';
import { httpTestApp, type HttpTestApp } from '../testing/http-test-app.js';

let letGo: () => void = () => undefined;

@Controller('told')
@SignedIn()
class ToldController {
  @Get('of/:secret')
  read(@Param('secret') secret: string): object {
    return { length: secret.length };
  }

  @Post('broken')
  broken(): never {
    throw new Error('a defect');
  }

  @Get('slow')
  @Public()
  async slow(): Promise<object> {
    await new Promise<void>((resolve) => {
      letGo = resolve;
    });
    return {};
  }
}

@Module({ controllers: [ToldController] })
class ToldModule {}

describe('what is told of a request', () => {
  let http: HttpTestApp;
  let me: Awaited<ReturnType<HttpTestApp['company']>>;
  beforeAll(async () => {
    http = await httpTestApp([ToldModule]);
    me = await http.company();
  });
  beforeEach(() => {
    http.heard.length = 0;
    http.logged.length = 0;
  });
  const who = () => ({ tenantId: me.tenant.id, userId: me.user.id });

  it('is who asked, for what, and how it was answered: the id that its header gave, the pattern and not the path', async () => {
    const { headers } = await http.call('GET', '/told/of/kanarie', { token: me.accessToken });
    expect(http.heard).toEqual([
      {
        requestId: headers['x-request-id'],
        ...who(),
        method: 'GET',
        route: '/api/v1/told/of/:secret',
        status: 200,
        ms: expect.any(Number) as number,
      },
    ]);
    const [{ ms } = { ms: 0 }] = http.heard;
    expect(ms).toBeGreaterThan(0);
  });

  it('is nothing that was sent, where no route and no person is known either', async () => {
    const refused = await http.call('GET', '/told/of/kanarie?kanarie=1', { token: 'kanarie' });
    const unmatched = await http.call('GET', '/kanarie/kanarie?kanarie=1');
    const unreadable = await http.call('GET', '/kanarie/%zz', { token: me.accessToken });
    expect([refused, unmatched, unreadable].map(({ status }) => status)).toEqual([401, 404, 400]);
    expect(http.heard).toMatchObject([
      { route: '/api/v1/told/of/:secret', status: 401 },
      { route: 'unmatched', status: 404 },
      { route: 'unmatched', status: 400 },
    ]);
    for (const each of http.heard) expect(each).not.toHaveProperty('tenantId');
    expect(JSON.stringify(http.heard)).not.toContain('kanarie');
  });

  it('has the ids that the defect is logged with', async () => {
    const { headers } = await http.call('POST', '/told/broken', { token: me.accessToken });
    const ids = { requestId: headers['x-request-id'], ...who() };
    expect(http.logged).toMatchObject([ids]);
    expect(http.heard).toMatchObject([{ ...ids, status: 500 }]);
  });

  it('names whose session it was where the session has just ended', async () => {
    const other = await http.company();
    const read = () => http.call('GET', '/told/of/x', { token: other.accessToken });
    expect((await read()).status).toBe(200);
    await http.db.ownerQuery('delete from session where tenant_id = $1', [other.tenant.id]);
    expect((await read()).status).toBe(401);
    expect(http.heard.at(-1)).toMatchObject({ status: 401, tenantId: other.tenant.id, userId: other.user.id });
  });

  it('says so, once, when the caller would not wait', async () => {
    await http.app.listen(0, '127.0.0.1');
    const abort = new AbortController();
    const asked = fetch(`${await http.app.getUrl()}/api/v1/told/slow`, { signal: abort.signal });
    await new Promise((resolve) => setTimeout(resolve, 100));
    abort.abort();
    await expect(asked).rejects.toThrow();
    await expect.poll(() => http.heard).toHaveLength(1);
    letGo();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(http.heard).toMatchObject([{ route: '/api/v1/told/slow', status: 499, abandoned: true }]);
  });
});
