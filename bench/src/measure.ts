import { KeepAliveConnection, type Call } from './keep-alive-connection.js';

/** A server and how to ask it: the n-th call is given by the number, so that no two are the same where it matters. */
export interface Side {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  call(n: number): Call;
}

/** Latencies in milliseconds, and requests a second. */
export interface Figures {
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
}

/** Many rounds of one side at one number of connections. */
export class Measurement {
  readonly #latencies: number[] = [];
  #milliseconds = 0;

  constructor(
    private readonly side: Side,
    private readonly numbers: Numbers,
  ) {}

  /** Asks as fast as answers come, on so many connections, for so long. */
  async round(connections: number, milliseconds: number, counts = true): Promise<void> {
    const open = await Promise.all(
      Array.from({ length: connections }, () => KeepAliveConnection.open(this.side.url, this.side.headers)),
    );
    const from = performance.now();
    const until = from + milliseconds;
    const latencies: number[] = [];
    await Promise.all(
      open.map(async (connection) => {
        for (let at = performance.now(); at < until;) {
          const call = this.side.call(this.numbers.next());
          const answer = await connection.send(call);
          const now = performance.now();
          if (answer.status >= 300)
            throw new Error(`${call.method} ${call.path}: ${answer.status} ${answer.body.toString()}`);
          latencies.push(now - at);
          at = now;
        }
      }),
    );
    for (const connection of open) connection.close();
    if (!counts) return;
    for (const latency of latencies) this.#latencies.push(latency);
    this.#milliseconds += performance.now() - from;
  }

  /** So many calls, one after the other. */
  async calls(count: number): Promise<void> {
    const connection = await KeepAliveConnection.open(this.side.url, this.side.headers);
    const from = performance.now();
    for (let n = 0; n < count; n += 1) {
      const at = performance.now();
      const call = this.side.call(this.numbers.next());
      const answer = await connection.send(call);
      if (answer.status >= 300)
        throw new Error(`${call.method} ${call.path}: ${answer.status} ${answer.body.toString()}`);
      this.#latencies.push(performance.now() - at);
    }
    this.#milliseconds += performance.now() - from;
    connection.close();
  }

  figures(): Figures {
    const sorted = [...this.#latencies].sort((a, b) => a - b);
    const at = (part: number): number =>
      sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
    return { p50: at(0.5), p99: at(0.99), perSecond: (sorted.length / this.#milliseconds) * 1_000 };
  }
}

/** Counts the calls of one side of a scenario through all its rounds. */
export class Numbers {
  #last = -1;

  next(): number {
    return (this.#last += 1);
  }
}

/** Both sides in turn, so that what else the machine does falls on both alike. */
export async function measureSides(
  sides: { readonly ours: Side; readonly floor: Side },
  connections: number,
  options: { readonly rounds: number; readonly roundMs: number; readonly numbers: Record<'ours' | 'floor', Numbers> },
): Promise<Record<'ours' | 'floor', Figures>> {
  const ours = new Measurement(sides.ours, options.numbers.ours);
  const floor = new Measurement(sides.floor, options.numbers.floor);
  for (const each of [ours, floor]) await each.round(connections, options.roundMs / 2, false);
  for (let round = 0; round < options.rounds; round += 1) {
    await floor.round(connections, options.roundMs);
    await ours.round(connections, options.roundMs);
  }
  return { ours: ours.figures(), floor: floor.figures() };
}

/** What grows with the company takes seconds there: a few calls each. */
export async function measureFew(
  sides: { readonly ours: Side; readonly floor: Side },
  calls: number,
  numbers: Record<'ours' | 'floor', Numbers>,
): Promise<Record<'ours' | 'floor', Figures>> {
  const ours = new Measurement(sides.ours, numbers.ours);
  const floor = new Measurement(sides.floor, numbers.floor);
  for (let n = 0; n < calls; n += 1) {
    await floor.calls(1);
    await ours.calls(1);
  }
  return { ours: ours.figures(), floor: floor.figures() };
}
