import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '@ruyi/identity';
import { productWorld, type ProductWorld } from './testing/product-world.js';

type Made = Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number; readonly key: string };

/** A field that a company takes away for good, over HTTP. */
describe('a purge of a field', () => {
  let world: ProductWorld;
  let admin: SignedIn;

  const call = (method: string, path: string, body?: object, token = admin.accessToken) =>
    world.call<Made>(token, method, path, body);
  const made = async (path: string, body: object): Promise<Made> => {
    const answer = await call('POST', path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body;
  };
  const field = (settings: object) =>
    made('/modules/customers/fields', { label: { zh: '暗号' }, type: 'text', ...settings });
  const purge = (key: string, token?: string) =>
    world.call<{ jobId: string; errors: object[] }>(
      token ?? admin.accessToken,
      'POST',
      `/modules/customers/fields/${key}/purge`,
    );
  const purged = async (key: string): Promise<void> => {
    expect((await call('DELETE', `/modules/customers/fields/${key}`)).status).toBe(204);
    const { status, body } = await purge(key);
    expect(status, JSON.stringify(body)).toBe(202);
    await world.runJobs(admin.tenant.id);
    expect((await call('GET', `/jobs/${body.jobId}`)).body).toMatchObject({ state: 'completed' });
  };
  /** Columns of tables in which the text still stands, but for the log of the administration. */
  const traces = async (text: string): Promise<string[]> => {
    const columns = await world.db.ownerQuery<{ table: string; column: string }>(
      `select table_name as "table", column_name as "column" from information_schema.columns
       where table_schema = 'public' and udt_name in ('_text', 'jsonb', 'text') and table_name not in ('audit_log', 'feed_event', 'idempotency_key')`,
    );
    const found: string[] = [];
    for (const { table, column } of columns) {
      const rows = await world.db.ownerQuery(`select 1 from "${table}" where "${column}"::text like $1 limit 1`, [
        `%${text}%`,
      ]);
      if (rows.length > 0) found.push(`${table}.${column}`);
    }
    return found;
  };

  beforeAll(async () => {
    world = await productWorld();
    admin = await world.company('云启贸易');
  });

  it('leaves no value in records, history and search, and everything else as it was', async () => {
    const { key } = await field({ unique: true, indexed: true });
    const customer = await made('/records/customers', { name: '甲公司', remark: '留下的', [key]: 'xyzzy-one' });
    const edited = await call('PATCH', `/records/customers/${customer.id}`, { version: 1, [key]: 'xyzzy-two' });
    await call('PATCH', `/records/customers/${customer.id}`, {
      version: edited.body.version,
      [key]: 'xyzzy-three',
      remark: '改过的',
    });
    await call('PUT', `/modules/customers/views/all/columns`, { columns: [{ field: 'name' }, { field: key }] });
    expect(await traces('xyzzy')).toContain('history.after');
    await purged(key);
    expect(await traces('xyzzy')).toEqual([]);
    const { body } = await call('GET', `/records/customers/${customer.id}`);
    expect(body).toMatchObject({ name: '甲公司', remark: '改过的', version: 3 });
    const history = JSON.stringify((await call('GET', `/records/customers/${customer.id}/history`)).body);
    expect(history).toContain('留下的');
    expect(history).not.toContain(key);
    expect((await call('GET', '/records/customers?search=xyzzy')).body).toMatchObject({ items: [] });
    expect((await call('GET', '/records/customers?view=all')).status).toBe(200);
    // Nobody gets the key again, and nothing is left to restore.
    expect((await call('POST', `/modules/customers/fields/${key}/restore`)).status).toBe(404);
    expect((await call('POST', '/records/customers', { name: '乙公司', [key]: 'xyzzy' })).status).toBe(422);
  });

  it('is for fields of the company itself that are out of use', async () => {
    const { key } = await field({});
    expect((await purge(key)).body.errors).toMatchObject([{ code: 'notAllowed' }]);
    expect((await call('DELETE', '/modules/customers/fields/wechat')).status).toBe(204);
    expect((await purge('wechat')).body.errors).toMatchObject([{ code: 'notAllowed' }]);
    expect((await purge('nothing')).status).toBe(404);
    const seller = await world.colleague(admin, '林小满', 'sales');
    expect((await purge(key, seller.token)).status).toBe(403);
    await purged(key);
    const other = await world.company('别的公司');
    const theirs = await world.call<Made>(other.accessToken, 'POST', '/modules/customers/fields', {
      label: { zh: '暗号' },
      type: 'text',
    });
    await world.call(other.accessToken, 'DELETE', `/modules/customers/fields/${theirs.body.key}`);
    expect((await purge(theirs.body.key)).status).toBe(404);
  });

  it('goes through as many records as there are', async () => {
    const { key } = await field({});
    await world.db.ownerQuery(
      `with made as (insert into record (tenant_id, id, module_key) select $1, gen_random_uuid(), 'customers' from generate_series(1, 450) returning id)
       insert into customers (tenant_id, id, name, custom) select $1, id, '许多', $2::jsonb from made`,
      [admin.tenant.id, JSON.stringify({ [key]: 'plugh' })],
    );
    await purged(key);
    expect(await traces('plugh')).toEqual([]);
  });
});
