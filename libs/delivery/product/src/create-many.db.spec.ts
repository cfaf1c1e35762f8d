import { beforeAll, describe, expect, it } from 'vitest';
import { newId, type Context } from '@ruyi/engine/context';
import { sessionIn, type CreatedRow } from '@ruyi/engine/records';
import type { SignedIn } from '@ruyi/identity';
import { productWorld, type ProductWorld } from './testing/product-world.js';

type Body = Record<string, unknown>;

let world: ProductWorld;
let admin: SignedIn;
let ctx: Context;
const keys: Record<string, string> = {};

beforeAll(async () => {
  world = await productWorld();
  admin = await world.company();
  for (const [name, settings] of Object.entries({
    channel: { type: 'select', indexed: true, options: [{ label: { zh: '抖音' } }, { label: { zh: '展会' } }] },
    budget: { type: 'number', indexed: true },
    topics: { type: 'multiSelect', indexed: true, options: [{ label: { zh: '甲' } }, { label: { zh: '乙' } }] },
    passport: { type: 'text', unique: true },
    paid: { type: 'money' },
    met: { type: 'date' },
  })) {
    await addField(name, settings);
  }
  ctx = await contextOf();
});

async function addField(name: string, settings: object): Promise<void> {
  const made = await world.call<{ key: string }>(admin.accessToken, 'POST', '/modules/customers/fields', {
    label: { zh: name },
    ...settings,
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  keys[name] = made.body.key;
}

/** As a person of the company works at this moment; its administrator where nobody is named. */
async function contextOf(userId = admin.user.id): Promise<Context> {
  return { ...(await world.contextOf(admin)), userId };
}

/** The options of a select field that was just made. */
async function options(name: string): Promise<string[]> {
  const found = await world.call<{ fields: { key: string; options?: { key: string }[] }[] }>(
    admin.accessToken,
    'GET',
    '/modules/customers',
  );
  return found.body.fields.find(({ key }) => key === keys[name])?.options?.map(({ key }) => key) ?? [];
}

function createMany(bodies: readonly Body[], as: Context = ctx, module = 'customers'): Promise<CreatedRow[]> {
  const { commands } = world.product;
  return world.db.database.transaction(as.tenantId, async (tx) => {
    const session = await sessionIn(commands.parts, as, tx);
    session.tellsOfEach = false;
    return commands.createMany.apply(session, { module: session.module(module), bodies, changeSet: newId() });
  });
}

const idsOf = (rows: readonly CreatedRow[]): string[] => rows.flatMap((row) => ('id' in row ? [row.id] : []));
const errorsOf = (rows: readonly CreatedRow[]) => rows.map((row) => ('error' in row ? row.error : null));

/** What the tables hold of a record, without what is another each time. */
async function traces(id: string): Promise<string> {
  const tables: Record<string, string> = {
    customers: 'id',
    record: 'id',
    history: 'record_id',
    search_row: 'record_id',
    unique_value: 'record_id',
    value_index: 'record_id',
  };
  const found: Record<string, object[]> = {};
  for (const [table, column] of Object.entries(tables)) {
    const rows = await world.db.ownerQuery<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) as row from ${table} t where ${column} = $1 order by to_jsonb(t)::text`,
      [id],
    );
    found[table] = rows.map(({ row }) =>
      Object.fromEntries(
        Object.entries(row).filter(
          ([key]) =>
            !/(^|_)(id|at|since|recency|change_set)$/.test(key) ||
            ['owner_id', 'created_by', 'next_contact_at'].includes(key),
        ),
      ),
    );
  }
  return JSON.stringify(found).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then');
}

describe('many new records at once', () => {
  it('leave in every table what single ones leave', async () => {
    const [channel] = await options('channel');
    const topics = await options('topics');
    const body = (serial: string): Body => ({
      name: '杭州云栖茶业',
      mobile: '13805710001',
      level: 'A',
      region: '330106',
      address: { region: '330106', detail: '文三路 1 号' },
      doNotContact: ['sms'],
      creditLimit: { amount: '1234.50', currency: 'CNY' },
      nextContactAt: '2027-01-21T15:00:00+08:00',
      remark: '"引号"\t\\ 与\n换行 🍵',
      [keys['channel'] ?? '']: channel,
      [keys['budget'] ?? '']: 12.5,
      [keys['topics'] ?? '']: topics,
      [keys['passport'] ?? '']: serial,
      [keys['paid'] ?? '']: { amount: '99.90', currency: 'CNY' },
      [keys['met'] ?? '']: '2026-02-28',
    });
    const single = await world.call<{ id: string }>(admin.accessToken, 'POST', '/records/customers', body('P'));
    expect(single.status, JSON.stringify(single.body)).toBe(201);
    const one = await traces(single.body.id);
    await world.call(admin.accessToken, 'DELETE', `/records/customers/${single.body.id}?version=1`);
    const [id, bare] = idsOf(await createMany([body('P'), { name: '只有名称' }]));
    expect(await traces(id ?? '')).toBe(one);
    const many = await traces(bare ?? '');
    await world.call(admin.accessToken, 'DELETE', `/records/customers/${bare ?? ''}?version=1`);
    const alone = await world.call<{ id: string }>(admin.accessToken, 'POST', '/records/customers', {
      name: '只有名称',
    });
    expect(many).toBe(await traces(alone.body.id));
  });

  it('refuse each bad row alone, as it would be refused if they came one after the other', async () => {
    const passport = keys['passport'] ?? '';
    const stranger = await world.company('别家');
    const hidden = await world.call<{ id: string }>(stranger.accessToken, 'POST', '/records/customers', {
      name: '别家的',
    });
    const before = await world.db.ownerQuery('select id from record');
    const rows = await createMany([
      { name: '一', [passport]: 'X1' },
      { name: '二', [passport]: ' x1 ' },
      { mobile: '13805710002' },
      { name: '三', mobile: '123', level: 'nonsense', nothing: 1 },
      { name: '四', parent: hidden.body.id },
      { name: '五', ownerId: newId() },
      { name: '六' },
    ]);
    const errors = errorsOf(rows);
    expect(errors.map((error) => error?.issues.map(({ path, code }) => `${path} ${code}`) ?? 'made')).toEqual([
      'made',
      [`${passport} notUnique`],
      ['name required'],
      ['mobile patternMismatch', 'level unknownOption', 'nothing unknownField'],
      ['parent notFound'],
      ['ownerId notFound'],
      'made',
    ]);
    // Who has the value is said: the first row of the two.
    expect(errors[1]?.meta).toMatchObject({ duplicates: [{ field: passport, id: idsOf(rows)[0], name: '一' }] });
    const after = await world.db.ownerQuery('select id from record');
    expect(after.length - before.length).toBe(2);
  });

  it('give a value to one of two batches that want it at the same moment, and the other rows to both', async () => {
    await addField('number', { type: 'serial', serial: { format: 'KH{0000}', reset: 'never' } });
    ctx = await contextOf();
    const passport = keys['passport'] ?? '';
    const batch = (from: string): Body[] =>
      Array.from({ length: 60 }, (_, index) => ({
        name: `${from}${index}`,
        [passport]: index % 3 === 0 ? `R${index}` : `${from}${index}`,
      }));
    const batches = await Promise.all(
      ['a', 'b', 'c'].map((from) => createMany(from === 'b' ? batch(from).reverse() : batch(from))),
    );
    expect(batches.map((rows) => idsOf(rows).length).reduce((sum, count) => sum + count, 0)).toBe(20 + 3 * 40);
    const numbers = await world.db.ownerQuery<{ number: string }>(
      `select custom->>'${keys['number'] ?? ''}' as number from customers where tenant_id = $1 and custom ? '${keys['number'] ?? ''}' order by 1`,
      [ctx.tenantId],
    );
    // No number twice, and none left out.
    expect(numbers.map(({ number }) => number)).toEqual(
      numbers.map((_, index) => `KH${String(index + 1).padStart(4, '0')}`),
    );
  });

  it('check who may make them, and keep contacts with their customers', async () => {
    const seller = await world.colleague(admin, '周琪', 'sales');
    const reader = await world.colleague(admin, '何读', 'readonly');
    await expect(createMany([{ name: '不可' }], await contextOf(reader.id))).rejects.toMatchObject({
      code: 'notAllowed',
    });
    const others = idsOf(await createMany([{ name: '王芳的客户' }]));
    const own = idsOf(await createMany([{ name: '周琪的客户' }], await contextOf(seller.id)));
    const rows = await createMany(
      [
        { name: '联系人甲', customer: own[0] },
        { name: '联系人乙', customer: others[0] },
        { name: '联系人丙', customer: own[0] },
      ],
      await contextOf(seller.id),
      'contacts',
    );
    expect(errorsOf(rows).map((error) => error?.issues[0] ?? null)).toEqual([
      null,
      expect.objectContaining({ path: 'customer', code: 'notFound' }),
      null,
    ]);
  });

  it('hold to the limit of records that a person may own', async () => {
    const seller = await world.colleague(admin, '李敏', 'sales');
    const pools = await world.call<{ items: { id: string; version: number }[] }>(admin.accessToken, 'GET', '/pools');
    const pool = pools.body.items[0];
    const changed = await world.call(admin.accessToken, 'PATCH', `/pools/${pool?.id}`, {
      version: pool?.version,
      limits: { holding: { default: 3 } },
    });
    expect(changed.status, JSON.stringify(changed.body)).toBe(200);
    const mine = await contextOf(seller.id);
    const rows = await createMany(
      Array.from({ length: 5 }, (_, index) => ({ name: `限${index}`, ...(index === 1 ? { dealState: 'deal' } : {}) })),
      mine,
    );
    expect(errorsOf(rows).map((error) => error?.code ?? 'made')).toEqual([
      'made',
      'made',
      'made',
      'made',
      'holdingLimit',
    ]);
    expect(errorsOf(await createMany([{ name: '再来' }], mine)).map((error) => error?.code)).toEqual(['holdingLimit']);
  });
});

it('asks for the parents of many and their teams in as many statements as for those of two', async () => {
  const other = await world.company('多家贸易');
  const seller = await world.colleague(other, '郑多', 'sales');
  const as: Context = { ...(await world.contextOf(other)), userId: seller.id };
  const made = await createMany(
    Array.from({ length: 40 }, (_, index) => ({ name: `多家${index}号店铺${index}` })),
    { ...as, userId: other.user.id },
  );
  expect(errorsOf(made).filter((error) => error !== null)).toEqual([]);
  const customers = idsOf(made);
  expect(customers).toHaveLength(40);
  // Not the seller's own: seen through the team alone, all but the last.
  for (const id of customers.slice(0, 39))
    await world.db.ownerQuery(
      "insert into team_member (tenant_id, record_id, user_id, access) values ($1, $2, $3, 'write')",
      [other.tenant.id, id, seller.id],
    );

  const counted = async (module: string, bodies: readonly Body[]) => {
    const asked: string[] = [];
    const rows = await world.db.database.transaction(as.tenantId, async (tx) => {
      const watched: typeof tx = {
        tenantId: tx.tenantId,
        query: (statement) => {
          asked.push(statement.text);
          return tx.query(statement);
        },
        pipeline: (statements) => tx.pipeline(statements),
      };
      const session = await sessionIn(world.product.commands.parts, as, watched);
      return world.product.commands.createMany.apply(session, {
        module: session.module(module),
        bodies,
        changeSet: newId(),
      });
    });
    const about = asked.filter((text) => /from (team_member|customers)\b/.test(text));
    return { rows, statements: about.length };
  };
  const contact = (customer: string | undefined, index: number): Body => ({ name: `联系${index}`, customer });
  const two = await counted('contacts', customers.slice(0, 2).map(contact));
  const all = await counted('contacts', customers.map(contact));
  expect(all.statements).toBe(two.statements);
  expect(all.statements).toBeLessThanOrEqual(4);
  expect(idsOf(all.rows)).toHaveLength(39);
  expect(errorsOf(all.rows)[39]?.issues).toMatchObject([{ path: 'customer', code: 'notFound' }]);

  const followUp = (id: string): Body => ({ target: { module: 'customers', id }, means: 'call', content: '打过电话' });
  const few = await counted('followUps', customers.slice(0, 2).map(followUp));
  const many = await counted('followUps', customers.map(followUp));
  expect(idsOf(many.rows)).toHaveLength(39);
  expect(errorsOf(many.rows)[39]).not.toBeNull();
  // Each customer is asked for its next contact and told of its follow-up by itself; who may see it is asked of all at once.
  const own = (found: { statements: number; rows: readonly CreatedRow[] }): number =>
    found.statements - 2 * idsOf(found.rows).length;
  expect(own(many)).toBeLessThanOrEqual(own(few) + 1);
});
