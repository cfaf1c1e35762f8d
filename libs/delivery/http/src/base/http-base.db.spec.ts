import { Body, Controller, Get, Module, Post, Query } from '@nestjs/common';
import { beforeAll, describe, expect, it } from 'vitest';
import { AccessStore } from '@ruyi/engine/access';
import { Ctx } from './auth/caller.js';
import { Public, SignedIn } from './auth/route-access.js';
import { IntegerField, ListField, QueryInteger, TextField } from './input/body-fields.js';
import { createHttpApp } from './server/create-http-app.js';
import { httpTestApp, type HttpTestApp } from './testing/http-test-app.js';

class Inner {
  @TextField({ max: 5 }) label!: string;
}

class StrictBody {
  @TextField({ max: 10 }) name!: string;
  @IntegerField({ optional: true, min: 1, max: 9 }) count?: number;
  @ListField(() => Inner, { optional: true, max: 2 }) items?: Inner[];
}

class StrictQuery {
  @QueryInteger({ optional: true, min: 1, max: 200 }) limit?: number;
}

let runs = 0;
/** What the slow request waits for. */
let slow = Promise.withResolvers<void>();

@Controller('probe')
@SignedIn()
class ProbeController {
  @Post()
  async write(@Body() body: StrictBody): Promise<object> {
    runs += 1;
    if (body.name === 'slow') await slow.promise;
    if (body.name === 'broken') throw new Error('a defect with a secret');
    return { run: runs, name: body.name };
  }

  @Get()
  @Public()
  read(@Query() query: StrictQuery): object {
    return { ...query };
  }

  @Post('bare')
  bare(): object {
    return {};
  }

  @Post('free')
  free(@Body() body: unknown): object {
    return { got: body === undefined };
  }
}

@Controller('undeclared')
class UndeclaredController {
  @Get()
  read(@Ctx() ctx: unknown): unknown {
    return ctx;
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

@Module({ controllers: [ProbeController, UndeclaredController] })
class UndeclaredModule {}

describe('the HTTP base', () => {
  let http: HttpTestApp;
  let token: string;
  beforeAll(async () => {
    http = await httpTestApp([ProbeModule]);
    token = (await http.company()).accessToken;
  });

  const probe = (body: unknown, headers?: Record<string, string>) =>
    http.call('POST', '/probe', { token, body, ...(headers ? { headers } : {}) });
  const issues = (answer: { body: unknown }) =>
    (answer.body as { errors: { path: string; code: string; message: string }[] }).errors.map(
      ({ path, code }) => `${path} ${code}`,
    );

  it('refuses a query and a body that nobody looks at', async () => {
    const query = await http.call('POST', '/probe?dry=1', { token, body: { name: 'a' } });
    expect([query.status, issues(query)]).toEqual([422, ['dry unknownKey']]);
    const body = await http.call('POST', '/probe/bare', { token, body: { more: true } });
    expect([body.status, issues(body)]).toEqual([422, ['more unknownKey']]);
    expect((await http.call('POST', '/probe/bare', { token, body: {} })).status).toBe(201);
    expect((await http.call('GET', '/probe?limit=5')).status).toBe(200);
  });

  it.each<[string, unknown, string[]]>([
    ['an unknown key', { name: 'a', more: 1 }, ['more unknownKey']],
    ['a missing one', {}, ['name required']],
    ['null', { name: null }, ['name required']],
    ['a wrong type', { name: 5, count: '3' }, ['name invalidType', 'count invalidType']],
    ['a text too long', { name: 'x'.repeat(10_000) }, ['name tooLong']],
    ['a number out of range', { name: 'a', count: 10 }, ['count outOfRange']],
    [
      'a nested mistake',
      { name: 'a', items: [{ label: 'ok' }, { label: 7, odd: true }] },
      ['items.1.odd unknownKey', 'items.1.label invalidType'],
    ],
    ['a list that is none', { name: 'a', items: { label: 'x' } }, ['items invalidType']],
    ['an array for a body', [1], [' invalidType']],
    ['a text for a body', '"text"', [' invalidType']],
    ['NUL', '{"name":"a\\u0000"}', ['name patternMismatch']],
    ['a lone surrogate', '{"name":"a\\ud800"}', ['name patternMismatch']],
    ['what is no character', '{"name":"a\\uffff"}', ['name patternMismatch']],
    ['NUL in a key', '{"a\\u0000":1}', [' unknownKey']],
  ])('refuses %s with its path', async (_, body, expected) => {
    const answer = await probe(body);
    expect(answer.status).toBe(422);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(issues(answer).sort()).toEqual([...expected].sort());
  });

  it('tells malformed, oversized and foreign bodies apart', async () => {
    const refused = (code: string, path = '') => ({ code, errors: [{ path, code }] });
    expect(await probe('{"name":')).toMatchObject({ status: 400, body: refused('malformed') });
    expect(await probe('{"name":"a","items":[{"__proto__":{"a":1}}]}')).toMatchObject({
      status: 422,
      body: refused('unknownKey', 'items.0.__proto__'),
    });
    expect(await probe('{"name":"__proto__"}')).toMatchObject({ status: 201 });
    expect(await probe({ name: 'x'.repeat(3_000_000) })).toMatchObject({ status: 413, body: refused('tooLarge') });
    const others: Record<string, string>[] = [
      { 'content-type': 'application/x-www-form-urlencoded' },
      { 'content-type': 'application/json; charset=gbk' },
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    ];
    for (const foreign of others)
      expect(await probe('{"name":"a"}', foreign), JSON.stringify(foreign)).toMatchObject({
        status: 415,
        body: refused('malformed'),
      });
    expect(await probe('{"name":"a"}', { 'content-type': 'application/json; charset=UTF-8' })).toMatchObject({
      status: 201,
    });
    expect(await probe(Buffer.from([0x22, 0xff, 0x22]))).toMatchObject({ status: 400 });
    const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    expect(
      (await http.call('POST', '/probe/free', { token, body: deep, headers: { 'idempotency-key': 'deep' } })).status,
    ).toBe(422);
    expect(await http.call('POST', '/probe/free', { token, body: deep })).toMatchObject({
      status: 422,
      body: { code: 'limitReached' },
    });
    expect(
      await http.call('POST', '/probe/free', { token, headers: { 'content-type': 'application/json' } }),
    ).toMatchObject({ status: 201, body: { got: true } });
  });

  it('refuses what it does not know in a query and a path', async () => {
    expect(issues(await http.call('GET', '/probe?limit=abc'))).toEqual(['limit invalidType']);
    expect(issues(await http.call('GET', '/probe?limit=5&limit=6'))).toEqual(['limit invalidType']);
    expect(issues(await http.call('GET', '/probe?limit=201'))).toEqual(['limit outOfRange']);
    expect(issues(await http.call('GET', '/probe?odd=1'))).toEqual(['odd unknownKey']);
    expect((await http.call('GET', '/probe?limit=5')).body).toEqual({ limit: 5 });
    expect(await http.call('GET', '/%ff')).toMatchObject({ status: 400, body: { code: 'malformed' } });
    expect(await http.call('GET', '//nowhere.js')).toMatchObject({ status: 404 });
  });

  it('speaks the caller’s language', async () => {
    expect(await http.call('GET', '/probe?odd=1')).toMatchObject({ body: { errors: [{ message: '不认识的参数' }] } });
    expect(
      await http.call('GET', '/probe?odd=1', { headers: { 'accept-language': 'en-GB,en;q=0.9,zh;q=0.5' } }),
    ).toMatchObject({ body: { errors: [{ message: 'Unknown key' }] } });
    // Of one who is known, also where the request is refused before anybody looks who sends it.
    await probe({ name: 'a' });
    const broken = await probe('{"name":', { 'accept-language': 'en' });
    expect([broken.headers['content-language'], broken.body]).toMatchObject([
      'zh-CN',
      { errors: [{ message: '不是有效的 JSON' }] },
    ]);
    const stranger = await http.call('POST', '/probe', { body: '{"name":', headers: { 'accept-language': 'en' } });
    expect(stranger).toMatchObject({ status: 400, body: { errors: [{ message: 'Not valid JSON' }] } });
  });

  it('answers a repeated request from the first one', async () => {
    const key = { 'idempotency-key': 'order-1' };
    const first = await probe({ name: 'a', count: 1 }, key);
    const before = runs;
    const again = await probe({ count: 1, name: 'a' }, key);
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(runs).toBe(before);
    expect(await probe({ name: 'b' }, key)).toMatchObject({ status: 422, body: { code: 'idempotencyMismatch' } });
    const other = await http.company();
    expect(
      (await http.call('POST', '/probe', { token: other.accessToken, body: { name: 'b' }, headers: key })).status,
    ).toBe(201);
    expect(await probe({ name: 'a' }, { 'idempotency-key': 'x'.repeat(300) })).toMatchObject({ status: 400 });
  });

  it('runs a repeated request once even when both come at the same time, and lets a failed one be tried again', async () => {
    const key = { 'idempotency-key': 'order-2' };
    slow = Promise.withResolvers();
    const both = [probe({ name: 'slow' }, key), probe({ name: 'slow' }, key)];
    await Promise.race(both);
    slow.resolve();
    const answers = await Promise.all(both);
    expect(answers.map((each) => each.status).sort()).toEqual([201, 409]);
    const failing = { 'idempotency-key': 'order-3' };
    expect((await probe({ name: 5 }, failing)).status).toBe(422);
    expect((await probe({ name: 'a' }, failing)).status).toBe(201);
  });

  it('does not start with a route that does not say who may call it', async () => {
    const parts = {
      database: http.db.database,
      identity: http.identity,
      access: new AccessStore(http.identity.accessSource),
      feed: { follow: async function* () {} },
      log: { error: () => undefined },
    };
    await expect(createHttpApp(parts, [UndeclaredModule])).rejects.toThrow('UndeclaredController.read');
  });

  it('hides and logs what nobody expected', async () => {
    http.logged.length = 0;
    const broken = await probe({ name: 'broken' });
    expect(broken).toMatchObject({ status: 500, body: { code: 'internal' } });
    expect(JSON.stringify(broken.body)).not.toContain('secret');
    expect(http.logged).toHaveLength(1);
  });

  it('sends the headers that guard a browser', async () => {
    const { headers } = await http.call('GET', '/probe');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect((await http.call('GET', '/me')).headers['content-security-policy']).toBeDefined();
  });
});
