import { beforeAll, expect, it } from 'vitest';
import type { SignedIn } from '@ruyi/identity';
import { productWorld, type ProductWorld } from './testing/product-world.js';

interface Entry {
  readonly id: string;
  readonly action: string;
  readonly by: { readonly id: string } | null;
}

let world: ProductWorld;
let admin: SignedIn;
let manager: { id: string; token: string };

/** By name, when it was; in Shanghai the first two lie on the 2nd of March, and the third on the 3rd. */
const TIMES = {
  early: '2026-03-01T16:00:00Z',
  late: '2026-03-02T15:59:59.900Z',
  next: '2026-03-02T16:00:00Z',
} as const;

beforeAll(async () => {
  world = await productWorld();
  admin = await world.company('云启贸易');
  manager = await world.colleague(admin, '李敏', 'manager');
  await world.db.ownerQuery('delete from audit_log where tenant_id = $1', [admin.tenant.id]);
  for (const [index, at] of Object.values(TIMES).entries())
    for (const [userId, action] of [
      [admin.user.id, 'role.edit'],
      [manager.id, 'login'],
    ] as const)
      await world.db.ownerQuery(
        `insert into audit_log (tenant_id, id, at, user_id, action)
         values ($1, ('00000000-0000-7000-8000-00000000000' || $2::int + case $4 when 'login' then 5 else 0 end)::uuid, $3, $5, $4)`,
        [admin.tenant.id, index, at, action, userId],
      );
});

async function listed(query: Record<string, string>): Promise<readonly Entry[]> {
  // What is asked for is logged as well: a day long before is not.
  const search = new URLSearchParams({ to: '2026-04-01', ...query });
  const { status, body } = await world.call<{ items: Entry[] }>(admin.accessToken, 'GET', `/audit?${search}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.items;
}

it('are by person, by action and by subject, and hold together', async () => {
  expect(await listed({})).toHaveLength(6);
  const ofManager = await listed({ userId: manager.id.toUpperCase() });
  expect(ofManager.map(({ action, by }) => [action, by?.id])).toEqual(Array(3).fill(['login', manager.id]));
  expect((await listed({ action: 'role.edit' })).map(({ by }) => by?.id)).toEqual(Array(3).fill(admin.user.id));
  expect(await listed({ about: 'people' })).toHaveLength(3);
  expect(await listed({ about: 'people', userId: manager.id })).toEqual([]);
});

it('take a day as the company’s own, from its first instant to its last', async () => {
  const role = { action: 'role.edit' };
  expect(await listed({ ...role, from: '2026-03-02', to: '2026-03-02' })).toHaveLength(2);
  expect(await listed({ ...role, from: '2026-03-03' })).toHaveLength(1);
  expect(await listed({ ...role, to: '2026-03-01' })).toEqual([]);
});

it('take an instant as well, inclusive', async () => {
  const role = { action: 'role.edit' };
  expect(await listed({ ...role, from: TIMES.late, to: TIMES.late })).toHaveLength(1);
  expect(await listed({ ...role, from: '2026-03-03T00:00:00+08:00' })).toHaveLength(1);
  expect(await listed({ ...role, from: TIMES.early, to: '2026-03-02T15:59:59.899Z' })).toHaveLength(1);
});

it('go on to the next page', async () => {
  const first = await world.call<{ items: Entry[]; nextCursor: string }>(
    admin.accessToken,
    'GET',
    '/audit?action=role.edit&to=2026-04-01&limit=2',
  );
  const rest = await listed({ action: 'role.edit', after: first.body.nextCursor });
  expect([...first.body.items, ...rest].map(({ id }) => id.at(-1))).toEqual(['2', '1', '0']);
});

it.each([
  ['from', '2026-02-30', 'invalidType'],
  ['to', 'yesterday', 'invalidType'],
  ['to', '2026-03-02T25:00', 'invalidType'],
  ['from', '0001-01-01', 'outOfRange'],
  ['userId', 'me', 'invalidType'],
])('refuse %s = %s', async (path, value, code) => {
  for (const [method, address, body] of [
    ['GET', `/audit?${path}=${encodeURIComponent(value)}`, undefined],
    ['POST', '/audit/export', { format: 'csv', [path]: value }],
  ] as const)
    expect(await world.call(admin.accessToken, method, address, body)).toMatchObject({
      status: 422,
      body: { errors: [{ path, code }] },
    });
});

it('are those of the export too', async () => {
  const { body } = await world.call<{ jobId: string }>(admin.accessToken, 'POST', '/audit/export', {
    format: 'csv',
    userId: manager.id,
    from: '2026-03-02',
    to: '2026-03-02',
  });
  await world.runJobs(admin.tenant.id);
  const job = await world.call<{ result: { fileId: string; rows: number } }>(
    admin.accessToken,
    'GET',
    `/jobs/${body.jobId}`,
  );
  expect(job.body.result.rows).toBe(2);
  const lines = world.files.get(job.body.result.fileId)?.toString().trim().split('\r\n') ?? [];
  expect(lines.slice(1).map((line) => line.split(',').slice(1, 4).join())).toEqual(Array(2).fill('李敏,登录,login'));
  expect(lines[1]).toContain('2026-03-02 23:59:59');
});
