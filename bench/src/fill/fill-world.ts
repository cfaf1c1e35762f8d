import type pg from 'pg';
import { openProduct, type OpenProduct } from '@ruyi/application';
import { readConfig } from '@ruyi/platform/config';
import { createLogger } from '@ruyi/platform/logging';
import type { ModuleModel, TenantModel } from '@ruyi/engine/model';
import type { BenchDatabase } from '../bench-database.js';
import type { BenchOptions } from '../bench-options.js';
import { processEnv, type ProcessStart } from '../bench-process.js';
import { connected } from '../connected.js';
import { floorFields } from '../floor/floor-settings.js';
import { makeFloorTables } from '../floor/floor-tables.js';
import { makeCompany, type Company } from '../make-company.js';
import { bulkLoad } from './bulk-load.js';
import { fillCustomers } from './fill-customers.js';
import { fillPeople, type FilledPeople } from './fill-people.js';
import { fillRelated } from './fill-related.js';
import { fillSmallTenants } from './fill-small-tenants.js';

/** Who and what is in a filled database. */
export interface FilledWorld {
  readonly company: Company;
  readonly people: FilledPeople;
  /** The company beside which the large one's growth is told. */
  readonly smaller: { readonly company: Company; readonly people: FilledPeople };
  /** The small companies. */
  readonly tenants: readonly string[];
}

/** Companies over the API, people and records by sets, the floor's tables from them. Whoever was started has ended then. */
export async function fillWorld(
  database: BenchDatabase,
  options: BenchOptions,
  start: ProcessStart,
): Promise<FilledWorld> {
  const api = await start('api', '../apps/api/main.js');
  try {
    const company = await makeCompany(api.url, 'bench', options);
    const small = await makeCompany(api.url, 'compare', { ...options, customers: options.customersToCompare });
    return await connected(database.adminUrl, (owner) => fillCompanies(database, options, owner, { company, small }));
  } finally {
    await api.stop();
  }
}

async function fillCompanies(
  database: BenchDatabase,
  options: BenchOptions,
  owner: pg.Client,
  { company, small }: { readonly company: Company; readonly small: Company },
): Promise<FilledWorld> {
  const people = await fillPeople(owner, company, options.people);
  const fewer = await fillPeople(owner, small, options.people);
  const open = await openProduct(readConfig(processEnv(database)), createLogger({ name: 'bench', level: 'warn' }));
  try {
    const model = await modelOf(open, owner, company.tenantId);
    const module = moduleOf(model, 'customers');
    const modelOfSmall = await modelOf(open, owner, small.tenantId);
    const related = { contacts: moduleOf(model, 'contacts'), followUps: moduleOf(model, 'followUps') };
    let tenants: readonly string[] = [];
    await bulkLoad(database.adminUrl, async (client) => {
      await fillCustomers(client, filled(company, people, module), options.customers);
      await fillCustomers(
        client,
        filled(small, fewer, moduleOf(modelOfSmall, 'customers')),
        options.customersToCompare,
      );
      await fillRelated(client, company.tenantId, related);
      await fillRelated(client, small.tenantId, related);
      const { smallTenants, customersOfSmallTenant: size } = options;
      tenants = await fillSmallTenants(client, module, { count: smallTenants, size, source: company.tenantId });
    });
    // What the set-up has left for the worker: the filled rows have their slots and dates already.
    await owner.query('delete from outbox');
    await makeFloorTables(owner, company.tenantId, floorFields(company, module));
    return { company, people, smaller: { company: small, people: fewer }, tenants };
  } finally {
    await open.close();
  }
}

function filled(company: Company, people: FilledPeople, module: ModuleModel): Parameters<typeof fillCustomers>[1] {
  const { tenantId, poolId, rule, custom } = company;
  return { tenantId, module, users: people.owners, poolId, rule, custom: Object.values(custom) };
}

/** The metadata of a company as the product compiles it. */
export async function modelOf(open: OpenProduct, owner: pg.Client, tenantId: string): Promise<TenantModel> {
  const { rows } = await owner.query<{ model_version: number }>('select model_version from tenant where id = $1', [
    tenantId,
  ]);
  return open.product.models.get({ tenantId, modelVersion: rows[0]?.model_version ?? 1 });
}

export function moduleOf(model: TenantModel, key: string): ModuleModel {
  const module = model.modules.get(key);
  if (!module) throw new Error(`there is no module ${key}`);
  return module;
}
