import { beforeAll, describe, expect, it } from 'vitest';
import { shippedModules } from '@ruyi/modules/shipped';
import { testDatabase } from '@ruyi/testing';
import { ReadFixture, aRole } from './read-fixture.js';

describe('RecordReader', () => {
  let crm: ReadFixture;
  const sales = aRole('业务员', 'own');
  const all = aRole('管理员', 'all');

  beforeAll(async () => {
    crm = new ReadFixture(await testDatabase(), shippedModules);
  });

  it('lists what one owns, newest first, and pages by cursor', async () => {
    const ann = crm.person('安', { roles: [sales] });
    const bob = crm.person('波', { roles: [sales] });
    for (const [index, name] of ['甲', '乙', '丙'].entries()) {
      await crm.record('customers', {
        name,
        ownerId: ann.id,
        createdBy: ann.id,
        createdAt: `2026-01-0${index + 1}T00:00:00Z`,
      });
    }
    await crm.record('customers', { name: '别人的', ownerId: bob.id });

    const first = await crm.reader.list(crm.as(ann), 'customers', { limit: 2, total: 'capped' });
    expect(first.items.map((item) => item['name'])).toEqual(['丙', '乙']);
    expect(first.total).toEqual({ value: 3, exact: true });
    expect(first.items[0]).toMatchObject({ _why: 'owner', _display: { ownerId: '安' } });

    const second = await crm.reader.list(crm.as(ann), 'customers', { limit: 2, after: first.nextCursor ?? '' });
    expect(second.items.map((item) => item['name'])).toEqual(['甲']);
    expect(second.nextCursor).toBeNull();
  });

  it('reads one, and says 404 alike for what is missing and what is not seen', async () => {
    const ann = crm.person('安', { roles: [sales] });
    const bob = crm.person('波', { roles: [sales] });
    const id = await crm.record('customers', { name: '甲', ownerId: ann.id });
    expect(await crm.reader.get(crm.as(ann), 'customers', id)).toMatchObject({ id, name: '甲', _watched: false });
    await expect(crm.reader.get(crm.as(bob), 'customers', id)).rejects.toMatchObject({ status: 404 });
    await expect(
      crm.reader.get(crm.as(ann), 'customers', '00000000-0000-7000-8000-000000000000'),
    ).rejects.toMatchObject({ status: 404 });
    expect(await crm.reader.get(crm.as(crm.person('管', { roles: [all] })), 'customers', id)).toMatchObject({
      _why: 'role',
    });
  });
});
