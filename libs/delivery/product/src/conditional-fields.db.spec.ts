import { beforeAll, describe, expect, it } from 'vitest';
import type { Field } from '@ruyi/contract/metadata';
import type { SignedIn } from '@ruyi/identity';
import { productWorld, type ProductWorld } from './testing/product-world.js';

type Answer = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly version: number;
  readonly errors?: readonly { readonly path: string; readonly code: string }[];
};

/** Fields that are shown, required or locked by what other fields of the record say, over HTTP. */
describe('fields with conditions', () => {
  let world: ProductWorld;
  let admin: SignedIn;
  let seller: { id: string; token: string };
  let reason: string;
  let contract: string;
  const isPartner = { field: 'level', op: 'eq', value: 'A' };

  const call = (method: string, path: string, body?: object, token = admin.accessToken) =>
    world.call<Answer>(token, method, path, body);
  const field = async (body: object): Promise<string> => {
    const made = await call('POST', '/modules/customers/fields', body);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return String(made.body['key']);
  };
  let serial = 0;
  const create = (body: object, token = admin.accessToken) => {
    serial += 1;
    return call('POST', '/records/customers', { name: `条件客户${serial}`, ...body }, token);
  };
  const refusedAt = (...paths: string[]) => ({
    status: 422,
    body: { errors: paths.map((path) => expect.objectContaining({ path }) as object) },
  });

  beforeAll(async () => {
    world = await productWorld();
    admin = await world.company('云启贸易');
    seller = await world.colleague(admin, '林小满', 'sales');
    reason = await field({
      label: { zh: '降级原因' },
      type: 'text',
      required: true,
      showWhen: { field: 'level', op: 'eq', value: 'D' },
    });
    contract = await field({
      label: { zh: '框架协议号' },
      type: 'text',
      requiredWhen: isPartner,
      readOnlyWhen: { and: [isPartner, { field: 'rating', op: 'gte', value: 3 }] },
    });
  });

  it('are described to the client with their conditions', async () => {
    const { body } = await call('GET', '/modules/customers');
    const described = (body['fields'] as Field[]).find(({ key }) => key === contract);
    expect(described).toMatchObject({ requiredWhen: isPartner });
  });

  it('are required only while their conditions hold', async () => {
    expect(await create({ level: 'D' })).toMatchObject(refusedAt(reason));
    expect(await create({ level: 'A' })).toMatchObject(refusedAt(contract));
    const plain = await create({ level: 'B' });
    expect(plain.status).toBe(201);
    const path = `/records/customers/${plain.body.id}`;
    expect(await call('PATCH', path, { version: 1, level: 'A' })).toMatchObject(refusedAt(contract));
    const signed = await call('PATCH', path, { version: 1, level: 'A', [contract]: 'KJ-1' });
    expect(signed.status, JSON.stringify(signed.body)).toBe(200);
    expect(await call('PATCH', path, { version: 2, [contract]: null })).toMatchObject(refusedAt(contract));
    const left = await call('PATCH', path, { version: 2, level: 'B', [contract]: null });
    expect(left.status).toBe(200);
  });

  it('keep their value while they are not shown', async () => {
    const made = await create({ level: 'D', [reason]: '两年没有订单' });
    const path = `/records/customers/${made.body.id}`;
    await call('PATCH', path, { version: 1, level: 'B' });
    expect((await call('GET', path)).body[reason]).toBe('两年没有订单');
    // Required, shown again and emptied in one go.
    expect(await call('PATCH', path, { version: 2, level: 'D', [reason]: null })).toMatchObject(refusedAt(reason));
    expect((await call('PATCH', path, { version: 2, [reason]: null })).status).toBe(200);
  });

  it('cannot be changed while they are locked, one by one or in bulk', async () => {
    const made = await create({ level: 'A', [contract]: 'KJ-2', rating: 2 });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const path = `/records/customers/${made.body.id}`;
    const locked = await call('PATCH', path, { version: 1, rating: 3, [contract]: 'KJ-3' });
    expect(locked).toMatchObject(refusedAt(contract));
    expect((await call('PATCH', path, { version: 1, rating: 3, [contract]: 'KJ-2' })).status).toBe(200);
    const bulk = await world.call<{ failed: { errors: unknown[] }[] }>(
      admin.accessToken,
      'POST',
      '/records/customers/actions/edit',
      { ids: [made.body.id], params: { [contract]: 'KJ-4' } },
    );
    expect(JSON.stringify(bulk.body)).toContain(contract);
    expect((await call('GET', path)).body[contract]).toBe('KJ-2');
  });

  it('leave alone what was missing before and is none of this change', async () => {
    const made = await create({ level: 'B' });
    const late = await field({ label: { zh: '对接人' }, type: 'text' });
    await call('PATCH', `/modules/customers/fields/${late}`, {
      requiredWhen: { field: 'level', op: 'eq', value: 'B' },
    });
    const path = `/records/customers/${made.body.id}`;
    expect((await call('PATCH', path, { version: 1, remark: '已寄样' })).status).toBe(200);
    await call('PATCH', `/modules/customers/fields/${late}`, { requiredWhen: null });
  });

  it('look only at fields in use of the same record', async () => {
    for (const [condition, path] of [
      [{ field: 'nowhere', op: 'isEmpty' }, 'showWhen.field'],
      [{ and: [{ field: 'ownerId.name', op: 'isEmpty' }] }, 'showWhen.and.0.field'],
      [{ field: 'level', op: 'gt', value: 1 }, 'showWhen.op'],
      [{ field: contract, op: 'isEmpty' }, 'showWhen.field'],
      ['level = A', 'showWhen'],
    ] as const) {
      const answer = await call('PATCH', `/modules/customers/fields/${contract}`, { showWhen: condition });
      expect(answer.status, path).toBe(422);
      expect(answer.body.errors?.[0]?.path).toBe(path);
    }
  });

  it('say nothing of a field that the caller may not read', async () => {
    const roles = await world.call<{ items: { id: string; key: string }[] }>(admin.accessToken, 'GET', '/roles');
    const sales = roles.body.items.find(({ key }) => key === 'sales')?.id ?? '';
    await call('PATCH', `/roles/${sales}`, { fields: [{ module: 'customers', field: 'level', access: 'hidden' }] });
    const { body } = await call('GET', '/modules/customers', undefined, seller.token);
    expect(JSON.stringify(body)).not.toContain('"level"');
    // Whatever the level is by default or was before, a missing value is not asked for.
    const made = await create({ ownerId: seller.id, level: 'A', [contract]: 'KJ-9' });
    const emptied = await call(
      'PATCH',
      `/records/customers/${made.body.id}`,
      { version: 1, [contract]: null },
      seller.token,
    );
    expect(emptied.status, JSON.stringify(emptied.body)).toBe(200);
    await call('PATCH', `/roles/${sales}`, { fields: [] });
  });

  it('fall away with a field that they look at, and come back with it', async () => {
    const stage = await field({ label: { zh: '阶段说明' }, type: 'boolean' });
    const asked = await field({
      label: { zh: '说明' },
      type: 'text',
      requiredWhen: { field: stage, op: 'eq', value: true },
    });
    expect(await create({ [stage]: true })).toMatchObject(refusedAt(asked));
    await call('DELETE', `/modules/customers/fields/${stage}`);
    expect((await create({})).status).toBe(201);
    await call('POST', `/modules/customers/fields/${stage}/restore`);
    expect(await create({ [stage]: true })).toMatchObject(refusedAt(asked));
  });
});
