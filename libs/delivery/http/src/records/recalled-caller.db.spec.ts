import { describe, expect, it } from 'vitest';
import { recordsTestApp } from './testing/records-test-app.js';

const { call, company, db } = await recordsTestApp();

/** Routes whose caller is taken from memory and confirmed by their own read. */
describe('a caller from memory', () => {
  const warm = async () => {
    const { accessToken: token, tenant, user } = await company();
    const made = await call('POST', '/records/customers', { token, body: { name: `客户 ${tenant.id}` } });
    const id = (made.body as { id: string }).id;
    const paths = ['/records/customers', `/records/customers/${id}`];
    const statuses = async () => Promise.all(paths.map(async (path) => (await call('GET', path, { token })).status));
    expect(await statuses()).toEqual([200, 200]);
    return { token, tenant, user, statuses };
  };

  it('is nobody from the moment on in which the session ends', async () => {
    const { tenant, statuses } = await warm();
    await db.ownerQuery('update session set ended_at = now() where tenant_id = $1', [tenant.id]);
    expect(await statuses()).toEqual([401, 401]);
  });

  it('is nobody once disabled, also for a request that is wrong', async () => {
    const { token, tenant, user, statuses } = await warm();
    await db.ownerQuery(`update app_user set state = 'disabled' where tenant_id = $1 and id = $2`, [
      tenant.id,
      user.id,
    ]);
    expect((await call('GET', '/records/customers?sort=nonsense', { token })).status).toBe(401);
    expect((await call('GET', '/records/nonsense', { token })).status).toBe(401);
    expect(await statuses()).toEqual([401, 401]);
  });

  it('has the rights and the fields of now', async () => {
    const { token, tenant, user, statuses } = await warm();
    await db.ownerQuery('delete from user_role where tenant_id = $1 and user_id = $2', [tenant.id, user.id]);
    await db.ownerQuery(
      'update tenant set access_version = access_version + 1, model_version = model_version + 7 where id = $1',
      [tenant.id],
    );
    const answer = await call('GET', '/records/customers', { token });
    expect(answer).toMatchObject({ status: 403, headers: { 'x-model-version': '8' } });
    expect(await statuses()).toEqual([403, 404]);
  });

  it('writes nothing once the session has ended, or without the right of now', async () => {
    const { token, tenant, user } = await warm();
    const name = (n: number) => ({ name: `晚到 ${n} ${tenant.id}` });
    const attempt = (n: number) => call('POST', '/records/customers', { token, body: name(n) });
    expect((await attempt(1)).status).toBe(201);
    await db.ownerQuery('delete from user_role where tenant_id = $1 and user_id = $2', [tenant.id, user.id]);
    await db.ownerQuery('update tenant set access_version = access_version + 1 where id = $1', [tenant.id]);
    expect((await attempt(2)).status).toBe(403);
    await db.ownerQuery('update session set ended_at = now() where tenant_id = $1', [tenant.id]);
    expect((await attempt(3)).status).toBe(401);
    const rows = await db.ownerQuery(
      `select count(*)::int as n from customers where tenant_id = $1 and name like '晚到%'`,
      [tenant.id],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('is told what is wrong with a request as anybody is', async () => {
    const { token } = await warm();
    expect(await call('GET', '/records/customers?sort=nonsense', { token })).toMatchObject({
      status: 422,
      body: { errors: [{ code: 'unknownField' }] },
    });
  });
});
