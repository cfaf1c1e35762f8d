import type { BenchOptions } from './bench-options.js';
import type { BenchWorld } from './bench-world.js';
import { KeepAliveConnection, type Call } from './keep-alive-connection.js';
import type { Actor } from './make-company.js';
import { measureFew, measureSides, Measurement, Numbers, type Figures, type Side } from './measure.js';
import { sameAnswerOrThrow } from './same-answer.js';
import type { Scenario } from './scenarios/scenario.js';

export const CONNECTIONS = [1, 8, 32] as const;
const FEW = 5;

/** One kind of request of one actor, at each number of connections that was measured. */
export interface ReportRow {
  readonly name: string;
  readonly actor: Actor['name'];
  readonly at: readonly (Record<'ours' | 'floor', Figures> & { readonly connections: number })[];
}

export async function measureScenario(
  world: BenchWorld,
  actor: Actor,
  scenario: Scenario,
  options: BenchOptions,
): Promise<ReportRow> {
  const ours = oursOf(world, actor.token, scenario);
  const floor: Side = { url: world.floor.url, headers: {}, call: scenario.floor };
  await sameAnswerOrThrow(
    scenario,
    (n) => answerOf(ours, n),
    (n) => answerOf(floor, n),
  );
  const numbers = { ours: new Numbers(), floor: new Numbers() };
  const { name } = scenario;
  if (scenario.grows)
    return { name, actor: actor.name, at: [{ connections: 1, ...(await measureFew({ ours, floor }, FEW, numbers)) }] };
  const at: (Record<'ours' | 'floor', Figures> & { readonly connections: number })[] = [];
  for (const connections of CONNECTIONS)
    at.push({ connections, ...(await measureSides({ ours, floor }, connections, { ...options, numbers })) });
  return { name, actor: actor.name, at };
}

/** The median of the product alone, at one connection: to be told beside that of another company. */
export async function medianOf(
  world: BenchWorld,
  token: string,
  scenario: Scenario,
  options: BenchOptions,
): Promise<number> {
  const measurement = new Measurement(oursOf(world, token, scenario), new Numbers());
  await measurement.round(1, options.roundMs, false);
  await measurement.round(1, options.roundMs * options.rounds);
  return measurement.figures().p50;
}

function oursOf(world: BenchWorld, token: string, scenario: Scenario): Side {
  return { url: world.api.url, headers: { authorization: `Bearer ${token}` }, call: scenario.ours };
}

async function answerOf(side: Side, n: number): Promise<unknown> {
  const connection = await KeepAliveConnection.open(side.url, side.headers);
  const call: Call = side.call(n);
  const { status, body } = await connection.send(call);
  connection.close();
  if (status >= 300) throw new Error(`${call.method} ${call.path}: ${status} ${body.toString()}`);
  return JSON.parse(body.toString()) as unknown;
}
