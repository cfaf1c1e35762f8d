import { resolve } from 'node:path';
import pg from 'pg';
import { openProduct, type OpenProduct } from '@ruyi/application';
import { readConfig } from '@ruyi/platform/config';
import { createLogger } from '@ruyi/platform/logging';
import type { ModuleModel, TenantModel } from '@ruyi/engine/model';
import type { BenchDatabase } from './bench-database.js';
import type { BenchOptions } from './bench-options.js';
import { startProcess, type BenchProcess } from './bench-process.js';
import { bulkLoad } from './fill/bulk-load.js';
import { fillCustomers } from './fill/fill-customers.js';
import { fillPeople, signIn, type FilledPeople, type SignedInPerson } from './fill/fill-people.js';
import { fillRelated } from './fill/fill-related.js';
import { fillSmallTenants } from './fill/fill-small-tenants.js';
import { FLOOR_SETTINGS, type FloorField, type FloorSettings } from './floor/floor-settings.js';
import { floorLabels } from './floor/floor-labels.js';
import { makeFloorTables } from './floor/floor-tables.js';
import { makeCompany, type Actor, type Company } from './make-company.js';

/** All processes over one filled database. */
export interface BenchWorld {
  readonly api: BenchProcess;
  readonly worker: BenchProcess;
  readonly floor: BenchProcess;
  readonly company: Company;
  readonly people: FilledPeople;
  readonly actors: readonly Actor[];
  /** The company beside which the large one's growth is told, and its people. */
  readonly smaller: { readonly company: Company; readonly actors: readonly Actor[] };
  readonly module: ModuleModel;
  /** One person of each small company, signed in. */
  readonly strangers: readonly SignedInPerson[];
  /** People of the large company who are there to claim. */
  readonly claimers: readonly SignedInPerson[];
  /** The product opened in this process too: to ask it which SQL it sends. */
  readonly open: OpenProduct;
  /** An administrator's connection, past row-level security. */
  readonly owner: pg.Client;
  /** Settings of the product's processes. */
  readonly env: NodeJS.ProcessEnv;
}

/** Fills the database through API and sets, and starts all processes. What is to be undone is added to `undo`. */
export async function openWorld(
  database: BenchDatabase,
  options: BenchOptions,
  undo: (() => Promise<void>)[],
): Promise<BenchWorld> {
  const env = {
    PORT: '0',
    DATA_DIR: database.dataDir,
    LOG_LEVEL: 'warn',
    SECRET_KEY: database.secret,
    DATABASE_APP_URL: database.urls.app,
    DATABASE_QUEUE_URL: database.urls.queue,
    WEB_CLIENT: database.dataDir,
    // Counted as in real use, and never reached.
    USER_RATE_PER_MINUTE: '100000000',
    TENANT_RATE_PER_MINUTE: '100000000',
  };
  const start = async (name: string, entry: string): Promise<BenchProcess> => {
    const process = await startProcess(name, resolve(import.meta.dirname, entry), { env, folder: database.dataDir });
    undo.push(() => process.stop());
    return process;
  };
  const api = await start('api', '../apps/api/main.js');
  const company = await makeCompany(api.url, 'bench', options);
  const small = await makeCompany(api.url, 'compare', { ...options, customers: options.customersToCompare });
  const open = await openProduct(readConfig(env), createLogger({ name: 'bench', level: 'warn' }));
  undo.push(() => open.close());
  const owner = new pg.Client({ connectionString: database.adminUrl });
  await owner.connect();
  undo.push(() => owner.end());
  const people = await fillPeople(owner, company, options.people);
  const fewer = await fillPeople(owner, small, options.people);
  const model = await modelOf(open, owner, company.tenantId);
  const module = moduleOf(model, 'customers');
  const related = { contacts: moduleOf(model, 'contacts'), followUps: moduleOf(model, 'followUps') };
  let tenants: readonly string[] = [];
  await bulkLoad(database.adminUrl, async (client) => {
    await fillCustomers(client, filled(company, people, module), options.customers);
    const modelOfSmall = await modelOf(open, owner, small.tenantId);
    await fillCustomers(client, filled(small, fewer, moduleOf(modelOfSmall, 'customers')), options.customersToCompare);
    await fillRelated(client, company.tenantId, related);
    await fillRelated(client, small.tenantId, related);
    const { smallTenants, customersOfSmallTenant: size } = options;
    tenants = await fillSmallTenants(client, module, { count: smallTenants, size, source: company.tenantId });
  });
  // What the set-up has left for the worker: the filled rows have their slots and dates already.
  await owner.query('delete from outbox');
  const claimers = people.owners.slice(0, options.claimers).map((userId) => ({ tenantId: company.tenantId, userId }));
  const actors = actorsOf(company, people);
  const custom = Object.values(company.custom).map(({ name, key }): FloorField => {
    const storage = module.fields.get(key)?.storage;
    return { name, key, slot: (storage?.at === 'custom' && storage.fillSlot) || null };
  });
  await makeFloorTables(owner, company.tenantId, custom);
  const settings: FloorSettings = {
    adminUrl: database.adminUrl,
    tenantId: company.tenantId,
    userId: company.adminId,
    poolId: company.poolId,
    ruleId: company.rule.id,
    scopes: Object.fromEntries(actors.map(({ name, owners }) => [name, owners])),
    users: Object.fromEntries(actors.map(({ name, userId }) => [name, userId])),
    custom,
    labels: await floorLabels(module),
    folder: database.dataDir,
  };
  const floor = await startProcess('floor', resolve(import.meta.dirname, 'bench.js'), {
    env: { [FLOOR_SETTINGS]: JSON.stringify(settings) },
    folder: database.dataDir,
    args: ['floor'],
  });
  undo.push(() => floor.stop());
  return {
    api,
    worker: await start('worker', '../apps/worker/main.js'),
    floor,
    company,
    people,
    actors,
    smaller: { company: small, actors: actorsOf(small, fewer) },
    module,
    strangers: await signIn(owner, await onePersonEach(owner, tenants)),
    claimers: await signIn(
      owner,
      claimers.filter(({ userId }) => userId !== company.seller.userId),
    ),
    open,
    owner,
    env,
  };
}

function filled(company: Company, people: FilledPeople, module: ModuleModel): Parameters<typeof fillCustomers>[1] {
  const { tenantId, poolId, rule, custom } = company;
  return { tenantId, module, users: people.owners, poolId, rule, custom: Object.values(custom) };
}

function actorsOf(company: Company, people: FilledPeople): Actor[] {
  const { manager, seller, token, adminId } = company;
  return [
    { name: 'salesperson', token: seller.token, userId: seller.userId, owners: [seller.userId] },
    { name: 'manager', token: manager.token, userId: manager.userId, owners: people.ownersOfManager },
    { name: 'administrator', token, userId: adminId, owners: null },
  ];
}

async function modelOf(open: OpenProduct, owner: pg.Client, tenantId: string): Promise<TenantModel> {
  const { rows } = await owner.query<{ model_version: number }>('select model_version from tenant where id = $1', [
    tenantId,
  ]);
  return open.product.models.get({ tenantId, modelVersion: rows[0]?.model_version ?? 1 });
}

function moduleOf(model: TenantModel, key: string): ModuleModel {
  const module = model.modules.get(key);
  if (!module) throw new Error(`there is no module ${key}`);
  return module;
}

async function onePersonEach(
  owner: pg.Client,
  tenants: readonly string[],
): Promise<{ readonly tenantId: string; readonly userId: string }[]> {
  const { rows } = await owner.query<{ tenantId: string; userId: string }>(
    `select distinct on (tenant_id) tenant_id as "tenantId", id as "userId" from app_user where tenant_id = any($1::uuid[]) order by tenant_id, id`,
    [tenants],
  );
  return rows;
}
