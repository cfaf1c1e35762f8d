import { beforeAll, describe, expect, it } from 'vitest';
import type { OrganisationUser } from '@ruyi/engine/access';
import { moduleOrThrow } from '@ruyi/engine/model';
import { shippedModules } from '@ruyi/modules/shipped';
import { testDatabase } from '@ruyi/testing';
import { ReadFixture, aRole } from '../read/read-fixture.js';
import { candidatesOfMany, isSame } from './candidates.js';

const NAMES = [
  '华腾科技',
  '杭州龙井',
  '西湖茶叶行',
  '云德信息技术',
  '泰立精密机械厂',
  '方圆国际货运代理',
  '同美新材料科技发展',
];
/** More than are compared of one query, all newer. */
const DECOYS = 70;

describe('candidates for a duplicate', () => {
  let crm: ReadFixture;
  let admin: OrganisationUser;
  const ids = new Map<string, string>();

  const found = async (text: string): Promise<string[]> => {
    const module = moduleOrThrow(crm.model(), 'customers');
    const field = module.fields.get('name');
    if (!field) throw new Error('customers have names');
    const run = (statements: Parameters<typeof crm.db.database.read>[1]) =>
      crm.db.database.read(crm.tenantId, statements);
    const [records = []] = await candidatesOfMany({ ctx: crm.as(admin), run }, module, [{ field, value: text }]);
    return records.filter((record) => isSame(module, field, text, record)).map(({ id }) => id);
  };

  beforeAll(async () => {
    crm = new ReadFixture(await testDatabase(), shippedModules);
    admin = crm.person('管', { roles: [aRole('管理员', 'all')] });
    const make = (name: string, minute: number): Promise<string> =>
      crm.record('customers', {
        name,
        kind: 'company',
        ownerId: admin.id,
        createdBy: admin.id,
        createdAt: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
      });
    for (const name of NAMES) ids.set(name, await make(`${name}有限公司`, 0));
    const family = [...'赵钱孙李周吴郑王冯陈'];
    for (let index = 0; index < DECOYS; index += 1) {
      const other = `${family[index % 10] ?? ''}${family[Math.floor(index / 10)] ?? ''}`;
      await make(`${other}科技发展有限公司`, 1 + index);
      await make(`同美新材${other}有限公司`, 1 + index);
    }
  }, 120_000);

  it.each(NAMES)('finds %s with one character that is wrong, missing or too many, wherever', async (name) => {
    const characters = [...name];
    const id = ids.get(name);
    expect(await found(name)).toEqual([id]);
    for (let at = 0; at <= characters.length; at += 1) {
      const [before, after] = [characters.slice(0, at).join(''), characters.slice(at).join('')];
      expect(await found(`${before}错${after}公司`), `${before}错${after}`).toContain(id);
      if (after === '') continue;
      const rest = [...after].slice(1).join('');
      expect(await found(`${before}错${rest}`), `${before}错${rest}`).toContain(id);
      if (characters.length > 4) expect(await found(`${before}${rest}`), `${before}${rest}`).toContain(id);
    }
  });

  it('does not take two wrong characters for one', async () => {
    expect(await found('错腾科错有限公司')).toEqual([]);
    expect(await found('华错错技有限公司')).toEqual([]);
  });

  it('finds a name of letters by its halves', async () => {
    const id = await crm.record('customers', { name: 'Northwind Ltd', ownerId: admin.id, createdBy: admin.id });
    expect(await found('northwind')).toContain(id);
    expect(await found('Norxhwind Ltd.')).toContain(id);
  });
});
