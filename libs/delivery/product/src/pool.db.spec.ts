import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '@ruyi/identity';
import { productWorld, type ProductWorld } from './testing/product-world.js';

let world: ProductWorld;
let admin: SignedIn;
let ann: { id: string; token: string };
let ben: { id: string; token: string };
let poolId: string;

beforeAll(async () => {
  world = await productWorld();
  admin = await world.company();
  ann = await world.colleague(admin, '李敏', 'sales');
  ben = await world.colleague(admin, '陈晨', 'sales');
  const pools = await world.call<{ items: { id: string; name: string }[] }>(admin.accessToken, 'GET', '/pools');
  expect(pools.body.items).toMatchObject([{ name: '默认公海' }]);
  poolId = pools.body.items[0]?.id ?? '';
});

let serial = 0;
async function customer(token: string, over: Record<string, unknown> = {}): Promise<{ id: string; version: number }> {
  serial += 1;
  const made = await world.call<{ id: string; version: number }>(token, 'POST', '/records/customers', {
    name: `客户${serial}`,
    ...over,
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body;
}

const act = (token: string, id: string, action: string, body: object = {}) =>
  world.call<Record<string, unknown>>(token, 'POST', `/records/customers/${id}/actions/${action}`, body);

async function aged(id: string, days: number): Promise<void> {
  await world.db.ownerQuery(
    `update customers set created_at = now() - make_interval(days => $2), owned_since = now() - make_interval(days => $2) where id = $1`,
    [id, days],
  );
}

describe('pools over the API', () => {
  it('gives a customer up and lets somebody else claim it, with its contacts', async () => {
    const made = await customer(ann.token);
    const contact = await world.call<{ id: string }>(ann.token, 'POST', '/records/contacts', {
      name: '周杰',
      customer: made.id,
    });
    expect(contact.status, JSON.stringify(contact.body)).toBe(201);
    const given = await act(ann.token, made.id, 'putInPool', { reason: '联系不上' });
    expect(given.status, JSON.stringify(given.body)).toBe(200);
    expect(given.body).toMatchObject({ ownerId: null, poolId, poolReason: '联系不上', formerOwnerId: ann.id });
    const listed = await world.call<{ items: { id: string }[] }>(ben.token, 'GET', `/records/customers?pool=${poolId}`);
    expect(listed.body.items.map((item) => item.id)).toContain(made.id);
    const claimed = await act(ben.token, made.id, 'claim');
    expect(claimed.status, JSON.stringify(claimed.body)).toBe(200);
    expect(claimed.body).toMatchObject({ ownerId: ben.id, poolId: null });
    const moved = await world.call(ben.token, 'GET', `/records/contacts/${contact.body.id}`);
    expect(moved.body).toMatchObject({ ownerId: ben.id });
    expect((await world.call(ann.token, 'GET', `/records/customers/${made.id}`)).status).toBe(404);
  });

  it('changes hands without writing the search anew, which asks the register', async () => {
    const made = await customer(ann.token, { name: '易手无痕贸易' });
    const rows = () =>
      world.db.ownerQuery(`select ctid::text, xmin::text from search_row where record_id = $1`, [made.id]);
    const found = async (token: string): Promise<number> =>
      (
        await world.call<{ items: unknown[] }>(
          token,
          'GET',
          `/records/customers?search=${encodeURIComponent('易手无痕')}`,
        )
      ).body.items.length;
    const before = await rows();
    expect([before.length, await found(ann.token), await found(ben.token)]).toEqual([1, 1, 0]);
    await act(ann.token, made.id, 'putInPool');
    await act(ben.token, made.id, 'claim');
    expect(await rows()).toEqual(before);
    expect([await found(ann.token), await found(ben.token)]).toEqual([0, 1]);
  });

  it('lets one of two who claim at the same moment have it, and tells the other', async () => {
    const made = await customer(admin.accessToken);
    await act(admin.accessToken, made.id, 'putInPool');
    const [first, second] = await Promise.all([act(ann.token, made.id, 'claim'), act(ben.token, made.id, 'claim')]);
    expect([first.status, second.status].sort()).toEqual([200, 409]);
    expect([first, second].find((answer) => answer.status === 409)?.body).toMatchObject({
      code: 'alreadyClaimed',
      detail: '该客户已被他人领取',
    });
    const owner = first.status === 200 ? ann : ben;
    expect(await act(owner.token, made.id, 'claim')).toMatchObject({
      status: 409,
      body: { code: 'alreadyClaimed', detail: '您已经是负责人' },
    });
  });

  it('is claimed by members of its pool only, whatever their roles let them claim', async () => {
    const closed = await world.call<{ id: string }>(admin.accessToken, 'POST', '/pools', {
      name: '安的公海',
      members: { users: [ann.id], departments: [] },
    });
    expect(closed.status, JSON.stringify(closed.body)).toBe(201);
    const made = await customer(admin.accessToken);
    await act(admin.accessToken, made.id, 'putInPool', { pool: closed.body.id });
    expect((await act(ben.token, made.id, 'claim')).status).toBe(404);
    expect((await act(ann.token, made.id, 'claim')).body).toMatchObject({ ownerId: ann.id });
  });

  it('holds the claim limit under concurrency, and bars the former owner', async () => {
    const changed = await world.call(admin.accessToken, 'PATCH', `/pools/${poolId}`, {
      limits: { claimPerDay: 2, formerOwnerDays: 15 },
    });
    expect(changed.status, JSON.stringify(changed.body)).toBe(200);
    const cara = await world.colleague(admin, '赵蕾', 'sales');
    const ids: string[] = [];
    for (let index = 0; index < 4; index += 1) {
      const { id } = await customer(admin.accessToken);
      await act(admin.accessToken, id, 'putInPool');
      ids.push(id);
    }
    const answers = await Promise.all(ids.map((id) => act(cara.token, id, 'claim')));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 409, 409]);
    expect(answers.filter((answer) => answer.status === 409).map((answer) => answer.body['code'])).toEqual([
      'claimLimit',
      'claimLimit',
    ]);
    const own = await customer(ann.token);
    await act(ann.token, own.id, 'putInPool');
    expect((await act(ann.token, own.id, 'claim')).body).toMatchObject({ code: 'formerOwner' });
    await world.call(admin.accessToken, 'PATCH', `/pools/${poolId}`, { limits: null });
  });

  it('changes the limits that are named and keeps the others', async () => {
    const path = `/pools/${poolId}`;
    const limits = async (body: unknown) => {
      const changed = await world.call<{ limits: object }>(admin.accessToken, 'PATCH', path, { limits: body });
      expect(changed.status, JSON.stringify(changed.body)).toBe(200);
      return changed.body.limits;
    };
    await limits({ claimPerDay: 2, holding: { default: 50, users: { [ann.id]: 80 } }, lock: 3 });
    expect(await limits({ claimPerWeek: 9 })).toMatchObject({
      claimPerDay: 2,
      claimPerWeek: 9,
      holding: { default: 50, users: { [ann.id]: 80 } },
      lock: { default: 3 },
    });
    expect(await limits({ claimPerDay: null, holding: 60 })).toMatchObject({
      claimPerDay: null,
      holding: { default: 60, users: { [ann.id]: 80 } },
    });
    expect(await limits({ holding: { users: {} } })).toMatchObject({ holding: { default: 60, users: {} } });
    const refused = await world.call(admin.accessToken, 'PATCH', path, {
      limits: { holding: { users: { [poolId]: 1, [ann.id]: -1 } }, lock: 'many' },
    });
    expect(refused).toMatchObject({
      status: 422,
      body: {
        errors: [
          { path: `limits.holding.users.${poolId}` },
          { path: `limits.holding.users.${ann.id}` },
          { path: 'limits.lock' },
        ],
      },
    });
    expect(await limits(null)).toMatchObject({
      claimPerWeek: null,
      holding: { default: null },
      lock: { default: null },
    });
  });

  it('shows what a rule would do tonight, and the sweep does just that', async () => {
    const due = [await customer(ann.token), await customer(ann.token)];
    for (const each of due) await aged(each.id, 40);
    const later = await customer(ann.token);
    await aged(later.id, 27);
    const rules = {
      rules: [{ kind: 'noFollowUp', enabled: true, days: { default: 30 } }],
      graceDays: 0,
      remindDays: 3,
    };
    const preview = await world.call<{
      tonight: { count: number };
      in7: { count: number };
      owners: { ownerId: string; tonight: number; in7: number; in30: number }[];
    }>(admin.accessToken, 'POST', `/pools/${poolId}/rules/preview`, rules);
    expect(
      preview.status,
      JSON.stringify(world.logged, (_k, v) => (v instanceof Error ? v.stack : v)),
    ).toBe(200);
    expect(preview.body.owners.find((owner) => owner.ownerId === ann.id)).toMatchObject({ tonight: 2, in7: 3 });
    const listed = await world.call<{ ids: string[]; truncated: boolean }>(
      admin.accessToken,
      'POST',
      `/pools/${poolId}/rules/preview/records`,
      rules,
    );
    expect(listed.body.truncated).toBe(false);
    expect(listed.body.ids.slice(0, 3).toSorted()).toEqual([...due, later].map(({ id }) => id).toSorted());
    expect(listed.body.ids[2]).toBe(later.id);
    const told = await world.call<{ notified: number }>(
      admin.accessToken,
      'POST',
      `/pools/${poolId}/rules/preview/notify`,
      rules,
    );
    expect(told.body.notified).toBe(preview.body.owners.filter(({ in30 }) => in30 > 0).length);
    const notices = await world.call<{ items: { kind: string; text: string }[] }>(ann.token, 'GET', '/notifications');
    expect(notices.body.items[0]?.text).toMatch(/你名下 \d+ 个客户 30 天内会被回收，其中 3 个在 7 天内/);
    expect((await world.call(ann.token, 'POST', `/pools/${poolId}/rules/preview/notify`, rules)).status).toBe(403);
    expect((await world.call(admin.accessToken, 'PUT', `/pools/${poolId}/rules`, rules)).status).toBe(200);
    await world.runJobs(admin.tenant.id);
    const why = await world.call(ann.token, 'GET', `/records/customers/${later.id}/reclaim`);
    expect(why.body).toMatchObject({ rule: { kind: 'noFollowUp', days: 30 }, spared: null });
    const stored = await world.db.ownerQuery(
      'select count(*)::int as count from customers where tenant_id = $1 and reclaim_at <= $2',
      [admin.tenant.id, new Date((preview.body.tonight as unknown as { at: string }).at)],
    );
    expect(stored[0]).toMatchObject({ count: preview.body.tonight.count });
    const swept = await world.call(admin.accessToken, 'POST', '/pools/sweep');
    expect(swept.body).toMatchObject({ reclaimed: preview.body.tonight.count, paused: false });
    expect((await world.call(admin.accessToken, 'POST', '/pools/sweep')).body).toMatchObject({ reclaimed: 0 });
    const after = await world.call(admin.accessToken, 'GET', `/records/customers/${due[0]?.id}`);
    expect(after.body).toMatchObject({ ownerId: null, poolId, formerOwnerId: ann.id });
    const history = await world.call<{ items: { action: string; changeSet: string }[] }>(
      admin.accessToken,
      'GET',
      `/records/customers/${due[0]?.id}/history`,
    );
    const reclaim = history.body.items.find((item) => item.action === 'reclaim');
    expect(reclaim).toMatchObject({ note: { rule: 'noFollowUp', days: 30 } });
    const undone = await world.call(admin.accessToken, 'POST', `/changes/${reclaim?.changeSet}/undo`, {});
    expect(undone.status, JSON.stringify(undone.body)).toBeLessThan(300);
    expect((await world.call(admin.accessToken, 'GET', `/records/customers/${due[0]?.id}`)).body).toMatchObject({
      ownerId: ann.id,
      poolId: null,
    });
    expect(world.logged).toEqual([]);
  });

  it('keeps the day of reclaiming right as the customer is worked on', async () => {
    const made = await customer(ann.token);
    await aged(made.id, 40);
    await world.product.pools.recordsChanged(await world.contextOf(admin), undefined as never, {
      module: 'none',
      ids: [],
    });
    const followUp = await world.call(ann.token, 'POST', '/records/followUps', {
      target: { module: 'customers', id: made.id },
      means: 'call',
      content: '打过电话',
    });
    expect(followUp.status, JSON.stringify(followUp.body)).toBe(201);
    const [row] = await world.db.ownerQuery(
      'select reclaim_at - now() as wait, reclaim_at, last_follow_up_at from customers where id = $1',
      [made.id],
    );
    const days = ((row?.['reclaim_at'] as Date).getTime() - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(29);
    expect(days).toBeLessThan(32);
    const locked = await act(ann.token, made.id, 'lock', { locked: true });
    expect(locked.status, JSON.stringify(locked.body)).toBe(200);
    expect(locked.body).toMatchObject({ reclaimAt: null });
  });

  it.each([
    [{ rules: [{ kind: 'never', enabled: true, days: 3 }] }, 'rules.0.kind'],
    [{ rules: [{ kind: 'noFollowUp', enabled: true, days: { default: -1 } }] }, 'rules.0.days.default'],
    [{ rules: [{ kind: 'noFollowUp', enabled: true, days: { byLevel: { Z: 3 } } }] }, 'rules.0.days.byLevel.Z'],
    [{ rules: [{ kind: 'noOpportunity', enabled: true, days: 3 }] }, 'rules.0.enabled'],
    [{ rules: [], pauseDates: ['2026-02-30'] }, 'pauseDates.0'],
    [{ rules: 'all' }, 'rules'],
    [{ rule: [] }, 'rule'],
  ])('refuses %j at %s and changes nothing', async (body, path) => {
    const before = await world.call(admin.accessToken, 'GET', `/pools/${poolId}/rules`);
    const answer = await world.call<{ errors: { path: string }[] }>(
      admin.accessToken,
      'PUT',
      `/pools/${poolId}/rules`,
      body,
    );
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((error) => error.path)).toContain(path);
    expect((await world.call(admin.accessToken, 'GET', `/pools/${poolId}/rules`)).body).toEqual(before.body);
  });

  it('is for administrators of pools only', async () => {
    expect((await world.call(ann.token, 'POST', '/pools', { name: 'x' })).status).toBe(403);
    expect((await world.call(ann.token, 'POST', '/pools/sweep')).status).toBe(403);
    expect((await world.call(ann.token, 'PUT', `/pools/${poolId}/rules`, { rules: [] })).status).toBe(403);
  });
});
