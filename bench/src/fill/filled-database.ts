import { randomBytes } from 'node:crypto';
import type { BenchDatabase, BenchServer } from '../bench-database.js';
import type { BenchOptions } from '../bench-options.js';
import type { ProcessStart } from '../bench-process.js';
import { connected } from '../connected.js';
import type { Company } from '../make-company.js';
import { CUSTOM_FIELDS, type CustomName } from './custom-fields.js';
import type { MadeCustomField } from './fill-customers.js';
import { fillWorld, type FilledWorld } from './fill-world.js';

interface Kept {
  readonly world: FilledWorld;
  readonly secret: string;
  /** Of what size it was filled. */
  readonly size: string;
}

/**
 * A filled database to measure in. With `--filled <name>` it is a copy of the one of that name, which is filled first where
 * there is none: a run over a million customers then begins after a minute. One of another size is refused.
 */
export async function filledDatabase(
  server: BenchServer,
  options: BenchOptions,
  start: (database: BenchDatabase) => ProcessStart,
): Promise<{ readonly database: BenchDatabase; readonly filled: FilledWorld }> {
  const secret = process.env['SECRET_KEY'] ?? randomBytes(24).toString('base64url');
  if (options.filled === null) {
    const database = await server.make(secret);
    return { database, filled: await fillWorld(database, options, start(database)) };
  }
  const size = JSON.stringify([options.customers, options.smallTenants, options.people, options.departments]);
  if ((await server.find(options.filled)) === null) {
    const lasting = await server.makeLasting(secret, options.filled);
    const world = await fillWorld(lasting, options, start(lasting));
    await keep(lasting.adminUrl, { world, secret, size });
  }
  const kept = await readKept((await server.find(options.filled)) ?? '');
  if (kept.size !== size) throw new Error(`${options.filled} was filled with ${kept.size} and not with ${size}`);
  return { database: await server.make(kept.secret, options.filled), filled: withPlans(kept.world) };
}

async function keep(url: string, kept: Kept): Promise<void> {
  await connected(url, async (client) => {
    await client.query('create schema bench; create table bench.filled (kept jsonb not null)');
    await client.query('insert into bench.filled values ($1)', [JSON.stringify(kept)]);
  });
}

async function readKept(url: string): Promise<Kept> {
  return connected(url, async (client) => {
    const { rows } = await client.query<{ kept: Kept }>('select kept from bench.filled');
    const kept = rows[0]?.kept;
    if (!kept) throw new Error('the filling of this database did not come to its end: drop it');
    return kept;
  });
}

/** The plan of a custom field has a function, which JSON does not keep. */
function withPlans(world: FilledWorld): FilledWorld {
  const revived = (company: Company): Company => ({
    ...company,
    custom: Object.fromEntries(
      CUSTOM_FIELDS.map((plan) => [plan.name, { ...company.custom[plan.name], ...plan }]),
    ) as Record<CustomName, MadeCustomField>,
  });
  const { smaller } = world;
  return { ...world, company: revived(world.company), smaller: { ...smaller, company: revived(smaller.company) } };
}
