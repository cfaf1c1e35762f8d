import { AppError } from '@ruyi/contract/errors';
import { describe, expect, it } from 'vitest';
import { recordWorld } from './testing/record-world.js';

const world = await recordWorld();
const { create, update, delete: remove, restore } = world.commands;
const ann = await world.person('张三');

/** The error of a command that must fail. */
async function refusal(attempt: Promise<unknown>): Promise<AppError> {
  const outcome = await attempt.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(outcome instanceof AppError)) throw new Error(`expected a refusal, got ${String(outcome)}`);
  return outcome;
}

const aCustomer = (values: Record<string, unknown> = {}) =>
  create.run(ann, 'customers', { name: `客户${Math.random()}`, ...values });

describe('creating', () => {
  it('stores values, defaults and the maker as owner', async () => {
    const { after } = await aCustomer({
      name: '  杭州西湖茶叶有限公司 ',
      mobile: '+86 138-0000-1234',
      creditLimit: { amount: '12.5', currency: 'CNY' },
    });
    expect(after).toMatchObject({
      version: 1,
      name: '杭州西湖茶叶有限公司',
      mobile: '13800001234',
      kind: 'company',
      level: 'B',
      ownerId: ann.userId,
      createdBy: ann.userId,
      creditLimit: { amount: '12.50', currency: 'CNY' },
    });
  });

  it('names everything that is wrong, with its path, and stores nothing', async () => {
    const before = await world.db.ownerQuery('select count(*) from customers');
    const error = await refusal(
      create.run(ann, 'customers', { nonsense: 1, rating: 'x', createdAt: '2020-01-01T00:00:00Z', level: 'Z' }),
    );
    expect(error.status).toBe(422);
    expect(error.issues.map(({ path, code }) => `${path} ${code}`).sort()).toEqual(
      [
        'createdAt notAllowed',
        'level unknownOption',
        'name required',
        'nonsense unknownField',
        'rating invalidType',
      ].sort(),
    );
    expect(await world.db.ownerQuery('select count(*) from customers')).toEqual(before);
  });

  it('refuses a reference to a record of another tenant, of another module and to a deleted one alike', async () => {
    const foreign = await create.run(world.stranger, 'customers', { name: '别家客户' });
    const gone = await aCustomer();
    await remove.run(ann, { module: 'customers', id: gone.id }, 1);
    const contact = await create.run(ann, 'contacts', { name: '李四', customer: (await aCustomer()).id });
    for (const customer of [foreign.id, gone.id, contact.id, '018f0000-0000-7000-8000-000000000000']) {
      const error = await refusal(create.run(ann, 'contacts', { name: '王五', customer }));
      expect(error.issues).toEqual([{ path: 'customer', code: 'notFound' }]);
    }
  });
});

describe('changing', () => {
  it('raises the version and refuses a stale one, saying who was faster', async () => {
    const { id } = await aCustomer();
    const first = await update.run(ann, { module: 'customers', id }, { version: 1, remark: '甲' });
    expect(first.record).toMatchObject({ version: 2, remark: '甲' });
    const error = await refusal(update.run(ann, { module: 'customers', id }, { version: 1, remark: '乙' }));
    expect([error.status, error.code, error.meta]).toEqual([
      409,
      'versionConflict',
      { version: 2, updatedAt: expect.any(String), updatedBy: { id: ann.userId, name: '张三' } },
    ]);
  });

  it('lets one of two win who save the same version at once', async () => {
    const { id } = await aCustomer();
    const attempts = await Promise.allSettled(
      ['甲', '乙', '丙'].map((remark) => update.run(ann, { module: 'customers', id }, { version: 1, remark })),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('leaves version and history alone when nothing changes', async () => {
    const { id, after } = await aCustomer({ remark: '同' });
    const { record, changeSet } = await update.run(ann, { module: 'customers', id }, { version: 1, remark: '同' });
    expect([record.version, changeSet]).toEqual([after.version, null]);
  });

  it('asks for the version', async () => {
    const { id } = await aCustomer();
    expect((await refusal(update.run(ann, { module: 'customers', id }, { remark: 'x' }))).code).toBe('versionRequired');
  });
});

describe('unique values', () => {
  it('gives a name to one of several who take it at once', async () => {
    const attempts = await Promise.allSettled(Array.from({ length: 6 }, () => aCustomer({ name: '唯一有限公司' })));
    const refused = attempts.flatMap((attempt) => (attempt.status === 'rejected' ? [attempt.reason as AppError] : []));
    expect(refused).toHaveLength(5);
    expect(
      refused.every((error) => error.status === 409 && error.code === 'notUnique' && error.issues[0]?.path === 'name'),
    ).toBe(true);
  });

  it('names the other record to those who may see it, and masked to others', async () => {
    const bob = await world.person('李雷');
    const { id } = await aCustomer({ name: '可见公司' });
    const own = await refusal(aCustomer({ name: '可见公司' }));
    const others = await refusal(create.run(bob, 'customers', { name: ' 可见公司' }));
    const held = { field: 'name', pooled: false, deleted: false };
    expect(own.meta).toEqual({
      module: 'customers',
      duplicates: [{ ...held, id, name: '可见公司', ownerName: '张三' }],
    });
    expect(others.meta).toEqual({
      module: 'customers',
      duplicates: [{ ...held, id: null, name: '可***', ownerName: '张**' }],
    });
  });

  it('is free again while its record is in the recycle bin, and restoring then names the field', async () => {
    const target = { module: 'customers', id: (await aCustomer({ name: '回收公司' })).id };
    await remove.run(ann, target, 1);
    const second = await aCustomer({ name: '回收公司' });
    const error = await refusal(restore.run(ann, target));
    expect([error.status, error.issues]).toEqual([409, [{ path: 'name', code: 'notUnique' }]]);
    await remove.run(ann, { module: 'customers', id: second.id }, 1);
    expect((await restore.run(ann, target)).record).toMatchObject({ deletedAt: null, version: 3 });
  });

  it('counts among companies only: a person may have the name of a company', async () => {
    await aCustomer({ name: '同名' });
    const person = await aCustomer({ name: '同名', kind: 'person' });
    const error = await refusal(
      update.run(ann, { module: 'customers', id: person.id }, { version: 1, kind: 'company' }),
    );
    expect(error.code).toBe('notUnique');
  });
});

describe('access', () => {
  it('answers 404 for what one may not see and 403 for what one may see and not change', async () => {
    const reader = await world.person('只读', { scope: 'none', actions: { read: 'all' } });
    const other = await world.person('旁人');
    const { id } = await aCustomer();
    const change = { version: 1, remark: 'x' };
    expect((await refusal(update.run(reader, { module: 'customers', id }, change))).status).toBe(403);
    expect((await refusal(update.run(other, { module: 'customers', id }, change))).status).toBe(404);
    expect((await refusal(update.run(world.stranger, { module: 'customers', id }, change))).status).toBe(404);
    expect((await refusal(create.run(reader, 'customers', { name: 'x' }))).status).toBe(403);
  });

  it('refuses fields that the caller may not edit and does not tell of hidden ones', async () => {
    const clerk = await world.person('文员', {
      scope: 'all',
      fields: [
        { module: 'customers', field: 'level', access: 'read' },
        { module: 'customers', field: 'remark', access: 'hidden' },
      ],
    });
    const { id } = await aCustomer();
    const error = await refusal(
      update.run(clerk, { module: 'customers', id }, { version: 1, level: 'A', remark: 'x' }),
    );
    expect(error.issues).toEqual([
      { path: 'level', code: 'notAllowed' },
      { path: 'remark', code: 'unknownField' },
    ]);
  });

  it('does not let a contact be hung on a customer that the caller may not see', async () => {
    const other = await world.person('旁人二');
    const { id } = await create.run(other, 'customers', { name: '旁人的客户' });
    const error = await refusal(create.run(ann, 'contacts', { name: '赵六', customer: id }));
    expect(error.issues).toEqual([{ path: 'customer', code: 'notFound' }]);
  });
});
