import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '@ruyi/identity';
import { productWorld, type ProductWorld } from './testing/product-world.js';

type Made = Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };

/** Out of the recycle bin for good, over HTTP. */
describe('a purge', () => {
  let world: ProductWorld;
  let admin: SignedIn;
  let seller: { id: string; token: string };

  const call = (method: string, path: string, body?: object, token = admin.accessToken) =>
    world.call<Made>(token, method, path, body);
  const made = async (path: string, body: object): Promise<Made> => {
    const answer = await call('POST', path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body;
  };
  const toBin = async (module: string, { id }: Made): Promise<void> => {
    const { body } = await call('GET', `/records/${module}/${id}`);
    expect((await call('DELETE', `/records/${module}/${id}?version=${body.version}`)).status).toBe(204);
  };
  const purge = (module: string, ids: readonly string[], token = admin.accessToken) =>
    world.call<{ results: { id: string; ok: boolean; error?: { code: string } }[] }>(
      token,
      'POST',
      `/records/${module}/actions/purge`,
      { ids, params: {} },
    );
  /** Everywhere in the database where the record is still named. */
  const traces = async (id: string): Promise<string[]> => {
    const columns = await world.db.ownerQuery<{ table: string; column: string }>(
      `select table_name as "table", column_name as "column" from information_schema.columns
       where table_schema = 'public' and udt_name in ('uuid', '_uuid', 'jsonb', 'text') and table_name not in ('audit_log', 'feed_event', 'job_row', 'job_run', 'idempotency_key')`,
    );
    const found: string[] = [];
    for (const { table, column } of columns) {
      const rows = await world.db.ownerQuery(`select 1 from "${table}" where "${column}"::text like $1 limit 1`, [
        `%${id}%`,
      ]);
      if (rows.length > 0) found.push(`${table}.${column}`);
    }
    return found;
  };

  beforeAll(async () => {
    world = await productWorld();
    admin = await world.company('云启贸易');
    seller = await world.colleague(admin, '林小满', 'sales');
  });

  it('leaves no trace of a record, its follow-ups, history, team and search', async () => {
    const customer = await made('/records/customers', { name: '要清除的公司', mobile: '13800138111' });
    await made('/records/followUps', {
      target: { module: 'customers', id: customer.id },
      content: '说了些什么',
      means: 'call',
    });
    await made(`/records/customers/${customer.id}/actions/team`, { add: [{ user: seller.id, access: 'read' }] }).catch(
      () => undefined,
    );
    await toBin('customers', customer);
    expect((await traces(customer.id)).length).toBeGreaterThan(2);
    expect((await purge('customers', [customer.id])).body.results).toEqual([{ id: customer.id, ok: true }]);
    expect(await traces(customer.id)).toEqual([]);
    expect((await call('GET', `/records/customers/${customer.id}`)).status).toBe(404);
    const log = await world.db.ownerQuery<{ detail: object }>(
      `select detail from audit_log where action = 'record.purge'`,
    );
    expect(log).toMatchObject([{ detail: { module: 'customers', name: '要清除的公司', records: 2 } }]);
    // The name is free again, and so it was in the bin.
    await made('/records/customers', { name: '要清除的公司' });
  });

  it('empties the references of others, with history, and refuses where they cannot do without', async () => {
    const parent = await made('/records/customers', { name: '集团总部' });
    const branch = await made('/records/customers', { name: '分公司', parent: parent.id });
    await toBin('customers', parent);
    expect((await purge('customers', [parent.id])).body.results).toEqual([{ id: parent.id, ok: true }]);
    const left = await call('GET', `/records/customers/${branch.id}`);
    expect(left.body['parent']).toBeNull();
    const history = await call('GET', `/records/customers/${branch.id}/history`);
    expect(JSON.stringify(history.body)).toContain('parent');

    const needed = await made('/records/customers', { name: '被需要的公司' });
    const key = String(
      (
        await made('/modules/contacts/fields', {
          label: { zh: '雇主' },
          type: 'reference',
          target: 'customers',
          required: true,
        })
      ).key,
    );
    const employer = await made('/records/customers', { name: '另一家公司' });
    await made('/records/contacts', { name: '离不开的人', customer: employer.id, [key]: needed.id });
    await toBin('customers', needed);
    expect((await purge('customers', [needed.id])).body.results).toMatchObject([
      { ok: false, error: { code: 'inUse' } },
    ]);
    expect((await call('POST', `/records/customers/${needed.id}/restore`)).status).toBe(200);
  });

  it('is for the bin only, and for those who may delete everything', async () => {
    const live = await made('/records/customers', { name: '还在的公司' });
    expect((await purge('customers', [live.id])).body.results).toMatchObject([
      { ok: false, error: { code: 'notFound' } },
    ]);
    const own = await call('POST', '/records/customers', { name: '自己的公司' }, seller.token);
    await call('DELETE', `/records/customers/${own.body.id}?version=1`, undefined, seller.token);
    expect((await purge('customers', [own.body.id], seller.token)).status).toBe(403);
    expect((await purge('customers', [own.body.id])).body.results).toEqual([{ id: own.body.id, ok: true }]);
    const one = await made('/records/customers', { name: '单个清除' });
    await toBin('customers', one);
    const answer = await call('POST', `/records/customers/${one.id}/actions/purge`, {});
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expect((await call('GET', `/records/customers/${one.id}`)).status).toBe(404);
  });

  it('cannot reach the history of what is not in the bin, whoever calls its door', async () => {
    const live = await made('/records/customers', { name: '历史还在' });
    await world.db.database.transaction(admin.tenant.id, (tx) =>
      tx.query({ text: 'select purge_history($1::uuid[])', values: [[live.id]] }),
    );
    const [row] = await world.db.ownerQuery<{ count: number }>(
      'select count(*)::int as count from history where record_id = $1',
      [live.id],
    );
    expect(row?.count).toBeGreaterThan(0);
  });
});
