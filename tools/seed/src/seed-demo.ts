import { AppError } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import type { Product } from '@ruyi/delivery/product';
import { demoCustomers, type DemoCustomer } from './demo-customers.js';
import { followUpKey, madeBefore, type MadeBefore } from './made-before.js';
import { DEMO_TEMPLATES } from './demo-templates.js';
import { DEMO_COMPANY, DEMO_DEPARTMENTS, DEMO_LEADERS, demoMobile, DEMO_PEOPLE } from './demo-people.js';

export interface DemoLogin {
  readonly role: string;
  readonly login: string;
  readonly password: string;
}

/** For the demo company only: it is printed at every start. */
const PASSWORD = 'ruyi-demo-2026';

const SECOND_POOL = '外贸公海';

/** Made last: whoever has it has everything. */
const LAST_TEMPLATE = 'sms contacts 样品寄出';

/** Customers that are written at the same time. */
const AT_ONCE = 4;

/**
 * Makes the demo company through the product's own commands, as its people would have, had they had the product for two
 * years. One whose making was interrupted is completed; one that was finished is left as its people have made it since.
 */
export async function seedDemo(product: Product): Promise<readonly DemoLogin[]> {
  const logins = [
    { role: '管理员', login: demoMobile(0), password: PASSWORD },
    { role: '销售经理', login: demoMobile(1), password: PASSWORD },
    { role: '业务员', login: demoMobile(3), password: PASSWORD },
  ];
  const found = await findDemo(product);
  const tenantId = found === 'noAccount' ? await signUp(product) : found;
  if (tenantId === null) return logins;
  const admin = await contextOf(product, tenantId);
  const made = await madeBefore(product, admin);
  if (made.templates.has(LAST_TEMPLATE)) return logins;
  const users = await makePeople(product, admin, made);
  // Time has passed since the context was made: people came.
  const ctx = await contextOf(product, tenantId);
  const pools = await makePools(product, ctx);
  await makeCustomers(product, ctx, { users, pools, made });
  await setRules(product, ctx, pools);
  await makeTemplates(product, ctx, made);
  return logins;
}

/**
 * The demo company of an earlier run; null when its first person has other companies by now. Looked for before it is
 * made: whoever signs up again with a password that fits gets a second company.
 */
async function findDemo(product: Product): Promise<string | null | 'noAccount'> {
  try {
    const entered = await product.identity.logIn.run({ login: demoMobile(0), password: PASSWORD }, { ip: '127.0.0.1' });
    // Somebody has made the account their own.
    if ('secondFactor' in entered) return null;
    const companies =
      'tenant' in entered ? [{ tenantId: entered.tenant.id, name: entered.tenant.name }] : entered.choose;
    return companies.find(({ name }) => name === DEMO_COMPANY)?.tenantId ?? null;
  } catch (error) {
    if (error instanceof AppError && error.status !== 500) return 'noAccount';
    throw error;
  }
}

/** Null when the first person's mobile belongs to an account with a password of its own. */
async function signUp(product: Product): Promise<string | null> {
  const admin = DEMO_PEOPLE[0];
  try {
    const command = { companyName: DEMO_COMPANY, name: admin?.name ?? '', mobile: demoMobile(0), password: PASSWORD };
    const { tenant } = await product.identity.signUp.run(command, { ip: '127.0.0.1' });
    return tenant.id;
  } catch (error) {
    if (error instanceof AppError && error.status !== 500) return null;
    throw error;
  }
}

/** The system's own context, with the versions as they are now. */
async function contextOf(product: Product, tenantId: string): Promise<Context> {
  const [rows = []] = await product.ports.database.read(tenantId, [
    { text: 'select model_version, access_version from tenant where id = $1', values: [tenantId] },
  ]);
  return {
    tenantId,
    userId: null,
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    baseCurrency: 'CNY',
    modelVersion: Number(rows[0]?.['model_version']),
    accessVersion: Number(rows[0]?.['access_version']),
    requestId: 'seed',
  };
}

/** Ids by name. */
async function makePeople(product: Product, ctx: Context, made: MadeBefore): Promise<Map<string, string>> {
  const { identity } = product;
  const data = await product.access.get(ctx);
  const users = new Map([...data.users.values()].map((user) => [user.name, user.id]));
  const roles = new Map([...data.roles.values()].map((role) => [role.key, role.id]));
  const admin: Context = { ...ctx, userId: users.get(DEMO_PEOPLE[0]?.name ?? '') ?? null };
  const departments = new Map(made.departments);
  for (const name of DEMO_DEPARTMENTS)
    if (!departments.has(name)) departments.set(name, await identity.departments.create(admin, { name }));
  for (const [index, person] of DEMO_PEOPLE.entries()) {
    if (index === 0 || users.has(person.name)) continue;
    const created = await identity.createUser.run(
      admin,
      {
        name: person.name,
        mobile: demoMobile(index),
        password: PASSWORD,
        departmentId: departments.get(person.department) ?? null,
        superiorId: person.superior === null ? null : (users.get(person.superior) ?? null),
        roleIds: [roles.get(person.role) ?? ''],
      },
      '',
    );
    users.set(person.name, created.id);
  }
  for (const name of DEMO_DEPARTMENTS) {
    await identity.departments.edit(admin, departments.get(name) ?? '', {
      leaderId: users.get(DEMO_LEADERS[name]) ?? null,
    });
  }
  return users;
}

async function makePools(product: Product, ctx: Context): Promise<readonly string[]> {
  const module = await product.pools.poolModule(ctx, 'customers');
  const [first, ...others] = await product.pools.editor.list(ctx);
  const there = others.find(({ pool }) => pool.name === SECOND_POOL);
  if (there) return [first?.pool.id ?? '', there.pool.id];
  const second = await product.pools.editor.create(
    ctx,
    { name: SECOND_POOL, limits: { claimPerDay: 5, formerOwnerDays: 15 } },
    module,
  );
  return [first?.pool.id ?? '', second.pool.id];
}

async function makeCustomers(
  product: Product,
  ctx: Context,
  { users, pools, made }: { users: ReadonlyMap<string, string>; pools: readonly string[]; made: MadeBefore },
): Promise<void> {
  const sellers = DEMO_PEOPLE.filter((person) => person.sells).map((person) => users.get(person.name) ?? '');
  // As on the day when it was begun: what was made then and what is made now belong together.
  const customers = demoCustomers(await startOf(product, ctx), sellers.length);
  for (let from = 0; from < customers.length; from += AT_ONCE) {
    await Promise.all(
      customers
        .slice(from, from + AT_ONCE)
        .map((customer) =>
          makeCustomer(product, ctx, customer, { seller: sellers[customer.seller] ?? '', pools, made }),
        ),
    );
  }
}

async function startOf(product: Product, ctx: Context): Promise<Date> {
  const [rows = []] = await product.ports.database.read(ctx.tenantId, [
    { text: 'select created_at from tenant where id = $1', values: [ctx.tenantId] },
  ]);
  return rows[0]?.['created_at'] as Date;
}

async function makeCustomer(
  product: Product,
  ctx: Context,
  customer: DemoCustomer,
  { seller, pools, made }: { readonly seller: string; readonly pools: readonly string[]; readonly made: MadeBefore },
): Promise<void> {
  const createdAt = customer.createdAt.toISOString();
  const entered = { createdAt, createdBy: seller, updatedAt: createdAt, updatedBy: seller };
  const place = customer.pool === null ? { ownerId: seller, ownedSince: createdAt } : { poolId: pools[customer.pool] };
  const values = { ...withoutEmpty(customer.values), ...entered, ...place };
  const id =
    made.customers.get(String(customer.values['mobile'])) ??
    (await product.commands.create.run(ctx, 'customers', values)).id;
  const owner = customer.pool === null ? { ownerId: seller } : { ownerId: null };
  const contacts: string[] = [];
  for (const contact of customer.contacts) {
    const about = { ...withoutEmpty({ ...contact }), customer: id, ...entered, ...owner };
    contacts.push(
      made.contacts.get(`${id} ${contact.name}`) ?? (await product.commands.create.run(ctx, 'contacts', about)).id,
    );
  }
  for (const [index, followUp] of customer.followUps.entries()) {
    if (made.followUps.has(followUpKey(id, followUp.at, followUp.content))) continue;
    const at = followUp.at.toISOString();
    const contact = contacts[index % Math.max(1, contacts.length)];
    await product.commands.create.run(ctx, 'followUps', {
      target: { module: 'customers', id },
      means: followUp.means,
      content: followUp.content,
      ...(contact ? { contact } : {}),
      ...(followUp.next && customer.pool === null ? { nextContactAt: followUp.next.toISOString() } : {}),
      createdAt: at,
      createdBy: seller,
      updatedAt: at,
      updatedBy: seller,
    });
  }
}

async function setRules(product: Product, ctx: Context, pools: readonly string[]): Promise<void> {
  const module = await product.pools.poolModule(ctx, 'customers');
  const rules = {
    rules: [
      {
        kind: 'noFollowUp',
        enabled: true,
        days: { default: 30, byLevel: { A: 60, B: 45, C: 30, D: 15 } },
        spareDeals: true,
      },
      { kind: 'noDeal', enabled: false, days: { default: 180 } },
    ],
    remindDays: 3,
    graceDays: 7,
  };
  await product.pools.editor.setRules(ctx, pools[0] ?? '', rules, module);
}

async function makeTemplates(product: Product, ctx: Context, made: MadeBefore): Promise<void> {
  const modules = await product.messages.mergeModules(ctx);
  for (const template of DEMO_TEMPLATES) {
    if (made.templates.has(`${template.channel} ${template.module} ${template.name}`)) continue;
    await product.messages.templates.create(ctx, template, modules);
  }
}

function withoutEmpty(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
