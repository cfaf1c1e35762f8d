import { resolve } from 'node:path';
import pg from 'pg';
import { openProduct, type OpenProduct } from '@ruyi/application';
import { readConfig } from '@ruyi/platform/config';
import { createLogger } from '@ruyi/platform/logging';
import type { ModuleModel } from '@ruyi/engine/model';
import { ApiClient } from './api-client.js';
import type { BenchDatabase } from './bench-database.js';
import type { BenchOptions } from './bench-options.js';
import { processEnv, productStart, startProcess, type BenchProcess } from './bench-process.js';
import { signIn, type FilledPeople, type SignedInPerson } from './fill/fill-people.js';
import { modelOf, moduleOf, type FilledWorld } from './fill/fill-world.js';
import { FLOOR_SETTINGS, floorFields, type FloorSettings } from './floor/floor-settings.js';
import { floorLabels } from './floor/floor-labels.js';
import type { Actor, Company } from './make-company.js';
import { ProcessMemory } from './process-memory.js';

/** All processes over one filled database. */
export interface BenchWorld {
  readonly api: BenchProcess;
  /** The large company's administrator. */
  readonly admin: ApiClient;
  readonly worker: BenchProcess;
  readonly floor: BenchProcess;
  readonly memory: { readonly api: ProcessMemory; readonly worker: ProcessMemory; readonly floor: ProcessMemory };
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

/** All processes over one filled database. What is to be undone is added to `undo`. */
export async function openWorld(
  database: BenchDatabase,
  { company, people, smaller, tenants }: FilledWorld,
  options: BenchOptions,
  undo: (() => Promise<void>)[],
): Promise<BenchWorld> {
  const env = processEnv(database);
  const stopped = (process: BenchProcess): BenchProcess => {
    undo.push(() => process.stop());
    return process;
  };
  const start = productStart(database);
  const api = stopped(await start('api', '../apps/api/main.js'));
  const open = await openProduct(readConfig(env), createLogger({ name: 'bench', level: 'warn' }));
  undo.push(() => open.close());
  const owner = new pg.Client({ connectionString: database.adminUrl });
  await owner.connect();
  undo.push(() => owner.end());
  const module = moduleOf(await modelOf(open, owner, company.tenantId), 'customers');
  const claimers = people.owners.slice(0, options.claimers).map((userId) => ({ tenantId: company.tenantId, userId }));
  const actors = actorsOf(company, people);
  const settings: FloorSettings = {
    adminUrl: database.adminUrl,
    tenantId: company.tenantId,
    userId: company.adminId,
    poolId: company.poolId,
    ruleId: company.rule.id,
    scopes: Object.fromEntries(actors.map(({ name, owners }) => [name, owners])),
    users: Object.fromEntries(actors.map(({ name, userId }) => [name, userId])),
    custom: floorFields(company, module),
    labels: await floorLabels(module),
    folder: database.dataDir,
  };
  const floor = stopped(
    await startProcess('floor', resolve(import.meta.dirname, 'bench.js'), {
      env: { [FLOOR_SETTINGS]: JSON.stringify(settings) },
      folder: database.dataDir,
      args: ['floor'],
    }),
  );
  const worker = stopped(await start('worker', '../apps/worker/main.js'));
  return {
    api,
    admin: new ApiClient(api.url, company.token),
    worker,
    floor,
    memory: {
      api: await ProcessMemory.of(api.pid),
      worker: await ProcessMemory.of(worker.pid),
      floor: await ProcessMemory.of(floor.pid),
    },
    company,
    people,
    actors,
    smaller: { company: smaller.company, actors: actorsOf(smaller.company, smaller.people) },
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

function actorsOf(company: Company, people: FilledPeople): Actor[] {
  const { manager, seller, token, adminId } = company;
  return [
    { name: 'salesperson', token: seller.token, userId: seller.userId, owners: [seller.userId] },
    { name: 'manager', token: manager.token, userId: manager.userId, owners: people.ownersOfManager },
    { name: 'administrator', token, userId: adminId, owners: null },
  ];
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
