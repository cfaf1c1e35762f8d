import { join, resolve } from 'node:path';
import { Attempts } from './attempts.js';
import { openBenchServer } from './bench-database.js';
import { readOptions, type BenchOptions } from './bench-options.js';
import { openWorld, type BenchWorld } from './bench-world.js';
import { productStart } from './bench-process.js';
import { filledDatabase } from './fill/filled-database.js';
import { fullReport } from './full-report.js';
import type { Actor } from './make-company.js';
import { measureGrowth } from './measure-growth.js';
import { measureScenario, type ReportRow } from './measure-scenarios.js';
import { FIRST_STEPS, LAST_STEPS, measureOnce, NEIGHBOUR_STEPS } from './once/measure-once.js';
import type { OnceRow } from './once/once-row.js';
import { queryPlans } from './query-plans.js';
import { redrawReport } from './redraw-report.js';
import { growthTable, onceTable, planText, rowLine, table } from './report.js';
import { readScenarios } from './scenarios/read-scenarios.js';
import type { Scenario } from './scenarios/scenario.js';
import { subjectsOf } from './scenarios/subjects.js';
import { writeScenarios } from './scenarios/write-scenarios.js';
import { writeReport } from './write-report.js';

/** Of runs of a size that was asked for. */
const REPORT = 'bench/report';

/** Fills, measures, prints. */
export async function runBench(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (options.redraw) return redrawReport(REPORT);
  const undo: (() => Promise<void>)[] = [];
  try {
    const from = Date.now();
    say(`Filling ${options.customers} customers and ${options.smallTenants} small tenants …`);
    const server = await openBenchServer(process.env['DATABASE_URL'], resolve('migrations'));
    undo.push(() => server.stop());
    const { database, filled } = await filledDatabase(server, options, productStart);
    const world = await openWorld(database, filled, options, undo);
    say(`… done after ${seconds(from)}.`);
    if (options.keepServing) return await serve(world, database.adminUrl);
    const wanted = (part: string): boolean => options.only === null || options.only === part;
    const attempts = new Attempts(say);
    const once = (steps: typeof FIRST_STEPS, part = 'jobs'): Promise<OnceRow[]> =>
      wanted(part) ? measureOnce(steps, world, options, attempts) : Promise.resolve([]);
    const requests = async (asked: readonly Asked[]): Promise<ReportRow[]> =>
      measureRequests(world, options, asked, attempts);
    const read = await requests(await readsOf(world, options));
    const growth = wanted('growth') ? await measureGrowth(world, options, say) : {};
    const plans = (await queryPlans(world)).map(planText);
    const first = await once(FIRST_STEPS);
    const rows = [...read, ...(await requests(await writesOf(world, options)))];
    const ranOnce = [...first, ...(await once(LAST_STEPS)), ...(await once(NEIGHBOUR_STEPS, 'neighbours'))];
    const memory = await memoryOf(world);
    const tables = [table(rows), onceTable(ranOnce), growthTable(growth), ...plans];
    say(`\n${tables.join('\n\n')}\n`);
    say(
      `Most memory: ${Object.entries(memory)
        .map(([name, mib]) => `${name} ${mib} MiB`)
        .join(', ')}`,
    );
    if (options.reported) {
      await writeReport(REPORT, fullReport(options, { rows, once: ranOnce, growth, memory }), plans);
      say(`The figures are in ${join(REPORT, 'full.json')}, with plots in ${join(REPORT, 'index.html')}.`);
    }
    say(`All in ${seconds(from)}.`);
    attempts.end();
  } finally {
    for (const step of undo.reverse()) await step().catch((error: unknown) => say(String(error)));
  }
}

interface Asked {
  readonly actor: Actor;
  readonly scenario: Scenario;
}

async function readsOf({ company, owner, actors }: BenchWorld, options: BenchOptions): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const actor of actors.filter(({ name }) => options.actors.includes(name))) {
    const subjects = await subjectsOf(owner, company.tenantId, actor);
    asked.push(...readScenarios(company, actor, subjects).map((scenario) => ({ actor, scenario })));
  }
  return asked;
}

/** Each actor writes to records that no other writes to. */
async function writesOf({ company, owner, actors, people }: BenchWorld, options: BenchOptions): Promise<Asked[]> {
  const leftToOthers = { salesperson: [], manager: [company.seller.userId], administrator: people.ownersOfManager };
  const asked: Asked[] = [];
  for (const actor of actors.filter(({ name }) => options.actors.includes(name))) {
    const subjects = await subjectsOf(owner, company.tenantId, actor, leftToOthers[actor.name]);
    asked.push(...writeScenarios(company, actor, subjects).map((scenario) => ({ actor, scenario })));
  }
  return asked;
}

async function measureRequests(
  world: BenchWorld,
  options: BenchOptions,
  asked: readonly Asked[],
  attempts: Attempts,
): Promise<ReportRow[]> {
  const rows: ReportRow[] = [];
  for (const { actor, scenario } of asked) {
    if (options.only !== null && !scenario.name.includes(options.only)) continue;
    const row = await attempts.make(() => measureScenario(world, actor, scenario, options));
    if (!row) continue;
    rows.push(row);
    attempts.say(rowLine(row));
  }
  return rows;
}

async function memoryOf({ memory }: BenchWorld): Promise<Record<string, number>> {
  const peaks: Record<string, number> = {};
  for (const [name, process] of Object.entries(memory)) {
    const mib = await process.most();
    if (mib !== null) peaks[name] = mib;
  }
  return peaks;
}

/** For a profiler and a browser. */
async function serve({ api, floor, company, actors, env }: BenchWorld, adminUrl: string): Promise<void> {
  say(
    JSON.stringify({
      api: api.url,
      floor: floor.url,
      token: company.token,
      actors,
      tenant: company.tenantId,
      custom: company.custom,
      database: adminUrl,
      env,
    }),
  );
  await new Promise((done) => process.once('SIGTERM', done).once('SIGINT', done));
}

const seconds = (from: number): string => `${((Date.now() - from) / 1_000).toFixed(0)} s`;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
