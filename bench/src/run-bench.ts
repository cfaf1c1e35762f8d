import { resolve } from 'node:path';
import { openBenchDatabase } from './bench-database.js';
import { readOptions, type BenchOptions } from './bench-options.js';
import { openWorld, type BenchWorld } from './bench-world.js';
import type { JobRow } from './job-row.js';
import { measureJobs } from './measure-jobs.js';
import { queryPlans } from './query-plans.js';
import { KeepAliveConnection, type Call } from './keep-alive-connection.js';
import { measureSides, Numbers, type Side } from './measure.js';
import { jobTable, planText, table, type ReportRow } from './report.js';
import { sameAnswerOrThrow } from './same-answer.js';
import { scenarios, type Scenario } from './scenarios.js';
import { writeReport } from './write-report.js';

/** Of runs of a size that was asked for. */
const REPORT = 'bench/report/full.json';

/** Fills, measures, prints. */
export async function runBench(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  const undo: (() => Promise<void>)[] = [];
  try {
    const from = Date.now();
    say(`Filling ${options.customers} customers and ${options.smallTenants} small tenants …`);
    const database = await openBenchDatabase(process.env['DATABASE_URL'], resolve('migrations'));
    undo.push(() => database.stop());
    const world = await openWorld(database, options, undo);
    say(`… done after ${seconds(from)}.`);
    if (options.keepServing) return await serve(world, database.adminUrl);
    const rows: ReportRow[] = [];
    for (const scenario of scenarios(world.company, world.subjects)) {
      if (options.only !== null && !scenario.name.includes(options.only)) continue;
      rows.push(await measure(world, scenario, options));
      say(`  ${scenario.name}`);
    }
    const plans = await queryPlans(world);
    const jobs: JobRow[] =
      options.only === null || options.only === 'jobs' ? await measureJobs(world, options, undo) : [];
    say(`\n${plans.map(planText).join('\n\n')}`);
    say(`\n${table(rows)}\n\n${jobTable(jobs)}\n`);
    if (options.reported) {
      await writeReport(REPORT, options, { rows, jobs });
      say(`The figures are in ${REPORT}.`);
    }
    say(`All in ${seconds(from)}.`);
  } finally {
    for (const step of undo.reverse()) await step().catch((error: unknown) => say(String(error)));
  }
}

async function measure(world: BenchWorld, scenario: Scenario, options: BenchOptions): Promise<ReportRow> {
  const ours: Side = {
    url: world.api.url,
    headers: { authorization: `Bearer ${world.company.token}` },
    call: scenario.ours,
  };
  const floor: Side = { url: world.floor.url, headers: {}, call: scenario.floor };
  if (scenario.reads)
    await sameAnswerOrThrow(
      scenario,
      (n) => answerOf(ours, n),
      (n) => answerOf(floor, n),
    );
  const numbers = { ours: new Numbers(), floor: new Numbers() };
  const one = await measureSides({ ours, floor }, 1, { ...options, numbers });
  const eight = await measureSides({ ours, floor }, 8, { ...options, numbers });
  return { name: scenario.name, one, eight };
}

async function answerOf(side: Side, n: number): Promise<unknown> {
  const connection = await KeepAliveConnection.open(side.url, side.headers);
  const call: Call = side.call(n);
  const { status, body } = await connection.send(call);
  connection.close();
  if (status >= 300) throw new Error(`${call.method} ${call.path}: ${status} ${body.toString()}`);
  return JSON.parse(body.toString()) as unknown;
}

/** For a profiler and a browser. */
async function serve({ api, floor, company, env }: BenchWorld, adminUrl: string): Promise<void> {
  say(
    JSON.stringify({
      api: api.url,
      floor: floor.url,
      token: company.token,
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
