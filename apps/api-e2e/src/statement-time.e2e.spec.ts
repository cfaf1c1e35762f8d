import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ApiClient, startTestServer, superuserUrl, type TestServer } from '@ruyi/testing';

const CONTAINS = encodeURIComponent(JSON.stringify({ field: 'remark', op: 'contains', value: '急' }));
/** Whatever reads many rows of a module. */
const QUESTIONS: readonly (readonly [method: string, path: string, body?: unknown])[] = [
  ['GET', '/records/customers'],
  ['GET', `/records/customers?total=exact&filter=${CONTAINS}`],
  ['GET', '/records/customers?search=%E7%94%B2'],
  ['POST', '/records/customers/query', { sort: 'website', limit: 5 }],
  ['POST', '/records/customers/aggregate', { groupBy: [{ field: 'level' }], measures: [{ as: 'count', fn: 'count' }] }],
];

let server: TestServer;
let database: pg.Client;

beforeAll(async () => {
  server = await startTestServer({ READ_SECONDS: '1' });
  database = new pg.Client({ connectionString: await superuserUrl(server.dataFolder) });
  await database.connect();
});

afterAll(async () => {
  await database.end();
  await server.stop();
});

it('what the database cannot answer in time is cut off with 422 and says what to do, and is answered when it can', async () => {
  const admin = await new ApiClient(server.url).signUp('超时贸易');
  expect((await admin.call('POST', '/records/customers', { name: '甲公司', kind: 'company' })).status).toBe(201);
  const ask = (): ReturnType<ApiClient['call']>[] =>
    QUESTIONS.map(([method, path, body]) => admin.call(method, path, body));
  const answered = await Promise.all(ask());
  expect(answered.map(({ status }) => status)).toEqual(QUESTIONS.map(() => 200));

  await database.query('begin; lock table customers in access exclusive mode');
  const cut = await Promise.all(ask());
  await database.query('rollback');
  for (const { status, body, headers } of cut) {
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect({ status, body }).toMatchObject({
      status: 422,
      body: { code: 'limitReached', detail: expect.stringContaining('请缩小筛选范围') as string },
    });
  }

  expect((await Promise.all(ask())).map(({ body }) => body)).toEqual(answered.map(({ body }) => body));
});

it('a job is started though its rows cannot be counted in time, and tells how many they were when it has done them', async () => {
  const admin = await new ApiClient(server.url).signUp('慢速贸易');
  for (const name of ['甲公司', '乙公司', '丙公司'])
    expect((await admin.call('POST', '/records/customers', { name, kind: 'company' })).status).toBe(201);
  const filter = { field: 'name', op: 'contains', value: '公司' };
  await database.query('begin; lock table customers in access exclusive mode');
  const started = await Promise.all([
    admin.call('POST', '/records/customers/export', { fields: ['name'], format: 'csv', filter }),
    admin.call('POST', '/records/customers/actions/edit', { filter, params: { remark: '改' } }),
  ]);
  await database.query('rollback');
  for (const { status, body } of started) {
    expect(status, JSON.stringify(body)).toBe(202);
    expect(await admin.jobEnd(String(body['jobId']))).toMatchObject({ state: 'completed', done: 3, total: 3 });
  }
});
