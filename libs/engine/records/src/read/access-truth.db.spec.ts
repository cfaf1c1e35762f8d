import { beforeAll, describe, expect, it } from 'vitest';
import { DATA_SCOPES, RECORD_ACTIONS } from '@ruyi/contract/access';
import { anyOf, canDo, compileAccess } from '@ruyi/engine/access';
import type { Actor, OrganisationUser, RecordImage, TeamMember } from '@ruyi/engine/access';
import { newId } from '@ruyi/engine/context';
import { compileReached } from '@ruyi/engine/query';
import { shippedModules } from '@ruyi/modules/shipped';
import { testDatabase } from '@ruyi/testing';
import { ReadFixture, aRole } from './read-fixture.js';

const PAST = '2020-01-01T00:00:00Z';
const FUTURE = '2099-01-01T00:00:00Z';

/** Every rule against every row: the compiled SQL and CASL's own answer have to be the same. */
describe('access', () => {
  let crm: ReadFixture;
  const images: RecordImage[] = [];
  const actors: OrganisationUser[] = [];

  beforeAll(async () => {
    crm = new ReadFixture(await testDatabase(), shippedModules);
    const company = crm.department('公司');
    const east = crm.department('华东', company);
    const west = crm.department('华西', company);
    const plain = [aRole('none', 'none')];
    const boss = crm.person('总', { department: company, roles: plain });
    const lead = crm.person('组长', { department: east, superior: boss, roles: plain });
    const ann = crm.person('安', { department: east, superior: lead, roles: plain });
    const bob = crm.person('波', { department: west, superior: boss, roles: plain });
    const [poolOne, poolTwo] = [newId(), newId()];

    const add = async (
      module: string,
      values: Record<string, unknown>,
      more: { team?: readonly TeamMember[]; parent?: RecordImage } = {},
    ): Promise<RecordImage> => {
      const id = await crm.record(module, values);
      for (const { userId, access, expiresAt } of more.team ?? []) {
        const user = crm.users.get(userId);
        if (user) await crm.teamMember(id, user, { access, ...(typeof expiresAt === 'string' && { expiresAt }) });
      }
      const image: RecordImage = { module, id, values, ...more };
      images.push(image);
      return image;
    };
    const everybody = [boss, lead, ann, bob];
    for (const owner of everybody) {
      const customer = await add('customers', {
        name: owner.name,
        kind: 'company',
        ownerId: owner.id,
        createdBy: bob.id,
      });
      const contact = await add(
        'contacts',
        { name: `${owner.name}的联系人`, customer: customer.id, ownerId: ann.id, createdBy: ann.id },
        { parent: customer },
      );
      await add(
        'followUps',
        { target: { module: 'customers', id: customer.id }, content: '访', createdBy: lead.id },
        { parent: customer },
      );
      await add(
        'followUps',
        { target: { module: 'contacts', id: contact.id }, content: '访', createdBy: bob.id },
        { parent: contact },
      );
    }
    for (const poolId of [poolOne, poolTwo]) {
      const pooled = await add(
        'customers',
        { name: '公海', kind: 'company', poolId, createdBy: ann.id },
        { team: [{ userId: bob.id, access: 'write', expiresAt: null }] },
      );
      await add('contacts', { name: '公海联系人', customer: pooled.id, createdBy: ann.id }, { parent: pooled });
      await add(
        'followUps',
        { target: { module: 'customers', id: pooled.id }, content: '访', createdBy: ann.id },
        { parent: pooled },
      );
    }
    for (const access of ['read', 'write'] as const) {
      for (const expiresAt of [null, FUTURE, PAST]) {
        const shared = await add(
          'customers',
          { name: '共享', kind: 'company', ownerId: boss.id },
          { team: [{ userId: ann.id, access, expiresAt }] },
        );
        await add(
          'contacts',
          { name: '共享联系人', customer: shared.id, ownerId: boss.id },
          { parent: shared, team: [{ userId: bob.id, access, expiresAt }] },
        );
      }
    }
    await add('customers', { name: '无主', kind: 'company', createdBy: ann.id });

    for (const scope of DATA_SCOPES) {
      for (const like of everybody) {
        const actor = crm.person(`${like.name} ${scope}`, { roles: [aRole(scope, scope)] });
        // The actor stands in the place of the person that the rows name.
        actors.push({ ...actor, id: like.id, superiorId: like.superiorId, departmentId: like.departmentId });
        crm.users.delete(actor.id);
      }
    }
    actors.push({ ...ann, roleIds: [...(actors[1]?.roleIds ?? []), ...(actors.at(-1)?.roleIds ?? [])] });
    crm.pools.set(ann.id, [{ poolId: poolOne, module: 'customers', admin: false, visibleFields: ['name'] }]);
    crm.pools.set(bob.id, [{ poolId: poolTwo, module: 'customers', admin: true, visibleFields: null }]);
  });

  // What is decided is kept by version of the people, so each actor brings a version of his own.
  const actorOf = (user: OrganisationUser): Actor => ({
    user,
    data: { tenantId: crm.tenantId, version: 1, users: crm.users, departments: crm.departments, roles: crm.roles },
    pools: crm.pools.get(user.id) ?? [],
  });

  it('is the same in SQL and in memory for every role, action and row', async () => {
    const model = crm.model();
    const differences: string[] = [];
    let allowed = 0;
    for (const user of actors) {
      const actor = actorOf(user);
      const scope = { model, actor, timeZone: 'Asia/Shanghai', baseCurrency: 'CNY', now: new Date() };
      for (const module of model.modules.values()) {
        const rows = images.filter((image) => image.module === module.key);
        for (const action of RECORD_ACTIONS) {
          const grant = compileAccess(model, actor, module.key, action);
          const where = grant && (grant.pool ? anyOf([grant.where, grant.pool.where]) : grant.where);
          const [reached = []] = where
            ? await crm.db.database.read(crm.tenantId, [
                compileReached(
                  scope,
                  module,
                  where,
                  rows.map(({ id }) => id),
                  null,
                ),
              ])
            : [];
          const inSql = new Set(reached.map((row) => row['id']));
          for (const row of rows) {
            const inMemory = canDo(model, actor, action, row);
            if (inMemory) allowed += 1;
            if (inMemory !== inSql.has(row.id))
              differences.push(
                `${crm.roles.get(user.roleIds[0] ?? '')?.name} ${user.name} ${action} ${module.key} ${String(row.values['name'])}: ${inMemory ? 'memory' : 'SQL'} allows`,
              );
          }
        }
      }
    }
    expect(differences).toEqual([]);
    expect(allowed).toBeGreaterThan(1_000);
  });

  it('gives exactly what the rules say, spelled out for reading', () => {
    const model = crm.model();
    const namesSeenBy = (scope: string, name: string, module: string): string[] => {
      const user = actors.find((candidate) => candidate.name === `${name} ${scope}`);
      if (!user) throw new Error('no such actor');
      const actor = actorOf(user);
      return images
        .filter((image) => image.module === module && canDo(model, actor, 'read', image))
        .map((image) => String(image.values['name'] ?? image.values['content']));
    };
    expect(namesSeenBy('own', '安', 'customers')).toEqual(['安', '公海', '共享', '共享', '共享', '共享']);
    expect(namesSeenBy('subordinates', '组长', 'customers')).toEqual(['组长', '安']);
    expect(namesSeenBy('department', '安', 'customers')).toEqual([
      '组长',
      '安',
      '公海',
      '共享',
      '共享',
      '共享',
      '共享',
    ]);
    expect(namesSeenBy('departmentTree', '总', 'customers')).toEqual([
      '总',
      '组长',
      '安',
      '波',
      ...Array.from({ length: 6 }, () => '共享'),
    ]);
    expect(namesSeenBy('none', '安', 'customers')).toEqual([]);
    expect(namesSeenBy('own', '波', 'contacts')).toEqual([
      '波的联系人',
      ...Array.from({ length: 4 }, () => '共享联系人'),
    ]);
  });
});
