import { resolve } from 'node:path';
import pg from 'pg';
import { openProduct, type OpenProduct } from '@ruyi/application';
import { readConfig } from '@ruyi/platform/config';
import { createLogger } from '@ruyi/platform/logging';
import type { ModuleModel } from '@ruyi/engine/model';
import type { BenchDatabase } from './bench-database.js';
import type { BenchOptions } from './bench-options.js';
import { fillCustomers } from './fill-customers.js';
import { fillSmallTenants } from './fill-small-tenants.js';
import { FLOOR_SETTINGS, type FloorSettings } from './floor/floor-settings.js';
import { floorLabels } from './floor/floor-labels.js';
import { makeCompany, type Company } from './make-company.js';
import { startProcess, type BenchProcess } from './bench-process.js';
import type { Subjects } from './scenarios.js';

/** Both servers over one filled database. */
export interface BenchWorld {
  readonly api: BenchProcess;
  readonly floor: BenchProcess;
  readonly company: Company;
  readonly module: ModuleModel;
  readonly subjects: Subjects;
  /** The product opened in this process too: to ask it which SQL it sends. */
  readonly open: OpenProduct;
  readonly owner: pg.Client;
  /** Settings of the product's processes. */
  readonly env: NodeJS.ProcessEnv;
}

/** Fills the database through API and sets, and starts both servers. What is to be undone is added to `undo`. */
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
  };
  const api = await startProcess('api', resolve(import.meta.dirname, '../apps/api/main.js'), {
    env,
    folder: database.dataDir,
  });
  undo.push(() => api.stop());
  const company = await makeCompany(api.url, options);
  const open = await openProduct(readConfig(env), createLogger({ name: 'bench', level: 'warn' }));
  undo.push(() => open.close());
  const owner = new pg.Client({
    connectionString: database.urls.owner,
    options: `-c app.tenant_id=${company.tenantId}`,
  });
  await owner.connect();
  undo.push(() => owner.end());
  const module = await customersOf(open, owner, company);
  await fillCustomers(owner, { ...company, module }, options.customers);
  await fillSmallTenants(owner, module, options.smallTenants, options.customersOfSmallTenant);
  await owner.query('vacuum (analyze)');
  const settings: FloorSettings = {
    adminUrl: database.adminUrl,
    tenantId: company.tenantId,
    userId: company.users[0] ?? '',
    poolId: company.poolId,
    ruleId: company.rule.id,
    select: company.custom.select,
    number: company.custom.number,
    labels: await floorLabels(module),
    folder: database.dataDir,
  };
  const floor = await startProcess('floor', resolve(import.meta.dirname, 'bench.js'), {
    env: { [FLOOR_SETTINGS]: JSON.stringify(settings) },
    folder: database.dataDir,
    args: ['floor'],
  });
  undo.push(() => floor.stop());
  return { api, floor, company, module, subjects: await subjectsOf(owner, company), open, owner, env };
}

async function customersOf(open: OpenProduct, owner: pg.Client, { tenantId, custom }: Company): Promise<ModuleModel> {
  const { rows } = await owner.query<{ model_version: number }>('select model_version from tenant where id = $1', [
    tenantId,
  ]);
  const model = await open.product.models.get({ tenantId, modelVersion: rows[0]?.model_version ?? 1 });
  const module = model.modules.get('customers');
  if (!module) throw new Error('there is no module customers');
  for (const { key, slot } of [custom.select, custom.number]) {
    const storage = module.fields.get(key)?.storage;
    if (storage?.at !== 'custom' || storage.fillSlot !== slot)
      throw new Error(`the field ${key} is not in the slot ${slot}: ${JSON.stringify(storage)}`);
  }
  return module;
}

async function subjectsOf(owner: pg.Client, { tenantId }: Company): Promise<Subjects> {
  // By a hash: not in the order of the index.
  const { rows } = await owner.query<{ id: string; name: string }>(
    'select id, name from customers where tenant_id = $1 and deleted_at is null order by md5(id::text) limit 60000',
    [tenantId],
  );
  const names = rows.slice(0, 40).map((row) => row.name);
  const { pinyin } = await import('pinyin-pro');
  return {
    ids: rows.map((row) => row.id),
    brands: names.map((name) => name.slice(2, 4)),
    initials: names.map((name) =>
      pinyin(name.slice(2, 6), { toneType: 'none', type: 'array' })
        .map((syllable) => syllable.charAt(0))
        .join(''),
    ),
  };
}
