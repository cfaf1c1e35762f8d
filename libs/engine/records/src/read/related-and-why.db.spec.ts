import { beforeAll, describe, expect, it } from 'vitest';
import type { OrganisationUser } from '@ruyi/engine/access';
import { newId } from '@ruyi/engine/context';
import { shippedModules } from '@ruyi/modules/shipped';
import { testDatabase } from '@ruyi/testing';
import { AccessExplainer } from './access-explainer.js';
import { ReadFixture, aRole } from './read-fixture.js';

describe('what is told beside the fields', () => {
  let crm: ReadFixture;
  let explainer: AccessExplainer;
  let ann: OrganisationUser;
  let bob: OrganisationUser;
  let lead: OrganisationUser;
  let customer: string;

  const delete_ = (table: string, id: string) =>
    crm.db.ownerQuery(`update ${table} set deleted_at = now() where id = $1`, [id]);

  beforeAll(async () => {
    crm = new ReadFixture(await testDatabase(), shippedModules);
    explainer = new AccessExplainer({
      database: crm.db.database,
      models: crm.models,
      actors: crm.actors,
      cursors: crm.cursors,
    });
    lead = crm.person('组长', { roles: [aRole('经理', 'subordinates')] });
    ann = crm.person('安', { superior: lead, roles: [aRole('业务员', 'own')] });
    bob = crm.person('波', { roles: [aRole('业务员', 'own')] });
    customer = await crm.record('customers', {
      name: '中国移动',
      kind: 'company',
      level: 'A',
      ownerId: ann.id,
      createdBy: bob.id,
      region: '110105',
    });
  });

  it('names people, options, places and records, deleted ones as such', async () => {
    const contact = await crm.record('contacts', { name: '丽', customer, ownerId: ann.id });
    const read = () => crm.reader.get(crm.as(ann), 'contacts', contact);
    expect(await read()).toMatchObject({ customer, _display: { customer: '中国移动', ownerId: '安' } });
    await delete_('customers', customer);
    expect(await read()).toMatchObject({ _display: { customer: '中国移动（已删除）' } });
    await crm.db.ownerQuery('update customers set deleted_at = null where id = $1', [customer]);
    const { _display } = await crm.reader.get(crm.as(ann), 'customers', customer);
    expect(_display).toMatchObject({
      level: expect.stringContaining('重点'),
      region: expect.stringContaining('朝阳区'),
      createdBy: '波',
    });
  });

  it('says why a row is seen', async () => {
    const why = async (user: OrganisationUser, id = customer) =>
      (await crm.reader.get(crm.as(user), 'customers', id))._why;
    expect(await why(ann)).toBe('owner');
    expect(await why(lead)).toBe('subordinate');
    const shared = await crm.record('customers', { name: '共享', kind: 'company', ownerId: bob.id });
    await crm.teamMember(shared, ann);
    expect(await why(ann, shared)).toBe('team');
    const childOfMine = await crm.record('contacts', { name: '别人的联系人', customer, ownerId: bob.id });
    expect((await crm.reader.get(crm.as(ann), 'contacts', childOfMine))._why).toBe('parent');
  });

  it('says what the caller may do, by the same rules', async () => {
    const shared = await crm.record('customers', { name: '只读共享', kind: 'company', ownerId: bob.id });
    await crm.teamMember(shared, ann, { access: 'read' });
    expect((await crm.reader.get(crm.as(ann), 'customers', shared))._can).toEqual(['read', 'export', 'send']);
    expect((await crm.reader.get(crm.as(bob), 'customers', shared))._can).toEqual(
      expect.arrayContaining(['edit', 'delete', 'transfer', 'putInPool']),
    );
  });

  it('offers a pooled record for claiming, and an owned one for what owners do', async () => {
    const poolId = newId();
    const pooled = await crm.record('customers', { name: '公海', kind: 'company', poolId });
    crm.pools.set(ann.id, [{ poolId, module: 'customers', admin: false, visibleFields: null }]);
    expect((await crm.reader.get(crm.as(ann), 'customers', pooled))._can).toEqual(['read', 'claim', 'export', 'send']);
    expect((await crm.reader.get(crm.as(ann), 'customers', customer))._can).not.toContain('claim');
    crm.pools.delete(ann.id);
  });

  it('shows the recycle bin, and a record in it, to those who could delete it', async () => {
    const gone = await crm.record('customers', { name: '旧客户', kind: 'company', ownerId: ann.id });
    await crm.teamMember(gone, bob, { access: 'write' });
    await delete_('customers', gone);
    const bin = async (user: OrganisationUser) =>
      (await crm.reader.list(crm.as(user), 'customers', { view: 'recycleBin' })).items.map(({ id }) => id);
    expect(await bin(ann)).toEqual([gone]);
    expect(await bin(bob)).toEqual([]);
    expect((await crm.reader.list(crm.as(ann), 'customers')).items.map(({ id }) => id)).not.toContain(gone);
    expect(await crm.reader.get(crm.as(ann), 'customers', gone)).toHaveProperty('deletedAt');
    await expect(crm.reader.get(crm.as(bob), 'customers', gone)).rejects.toMatchObject({ status: 404 });
  });

  it('resolves views, with the subordinate that one chooses', async () => {
    const names = async (user: OrganisationUser, request: object) =>
      (await crm.reader.list(crm.as(user), 'customers', request)).items.map((item) => item['name']);
    expect(await names(ann, { view: 'mine' })).toContain('中国移动');
    expect(await names(bob, { view: 'created' })).not.toContain('中国移动');
    expect(await names(lead, { view: 'subordinates', subordinate: ann.id })).toContain('中国移动');
    expect(await names(ann, { view: 'team' })).toEqual(expect.arrayContaining(['共享']));
    expect(await names(ann, { view: 'watched' })).toEqual([]);
    await expect(names(lead, { view: 'subordinates', subordinate: bob.id })).rejects.toMatchObject({
      status: 422,
      issues: [{ path: 'subordinate', code: 'notFound' }],
    });
    for (const request of [{ subordinate: ann.id }, { view: 'mine', subordinate: ann.id }])
      await expect(names(lead, request)).rejects.toMatchObject({
        status: 422,
        issues: [{ path: 'subordinate', code: 'unknownKey' }],
      });
    await expect(names(ann, { view: 'nothing' })).rejects.toMatchObject({ status: 422, issues: [{ path: 'view' }] });
    const counts = await crm.reader.countViews(crm.as(ann), 'customers', ['mine', 'all', 'nothing'], 1_000);
    expect(Object.keys(counts)).toEqual(['mine', 'all']);
    const model = crm.model();
    for (const module of model.modules.values()) {
      for (const view of module.views)
        await expect(crm.reader.list(crm.as(lead), module.key, { view: view.key, search: 'x' })).resolves.toBeDefined();
    }
  });

  it('explains the rule by name, for anybody', async () => {
    const ask = (userId: string, id = customer) => explainer.explain(crm.as(lead), 'customers', id, { userId });
    expect(await ask(lead.id)).toMatchObject({
      allowed: true,
      because: [{ code: 'subordinate', params: { role: '经理', owner: '安' } }],
    });
    expect(await ask(bob.id)).toMatchObject({
      allowed: false,
      because: [{ code: 'outsideScope', params: { role: '业务员', scope: 'own' } }],
    });
    const contact = await crm.record('contacts', { name: '丽', customer, ownerId: bob.id });
    const seen = await explainer.explain(crm.as(lead), 'contacts', contact, { userId: ann.id });
    expect(seen).toMatchObject({
      allowed: true,
      because: [{ code: 'parent', params: { name: '中国移动', moduleLabel: '客户' } }],
    });
    await expect(ask(newId())).rejects.toMatchObject({ status: 404 });
    await expect(ask(ann.id, newId())).rejects.toMatchObject({ status: 404 });
  });
});
