import type { Database } from '@ruyi/engine/context';
import { OutboxRelay, type JobHandlers, type JobRuns } from '@ruyi/engine/events';
import { housekeeping, type UnusedFiles } from './housekeeping.js';
import { JobRunner, type JobLog, type MeasureJob } from './job-runner.js';
import { MinuteTick } from './minute-tick.js';
import { CALLS_QUEUE, HEAVY_QUEUE, JOBS_QUEUE, QueuePublisher, type PublishingQueue } from './queue-publisher.js';
import { Schedules } from './schedules.js';

/** The part of the queue that a worker needs; `JobQueue` of the platform has it. */
export interface WorkedQueue extends PublishingQueue {
  work(
    queue: string,
    handle: (job: {
      readonly id: string;
      readonly data: Record<string, unknown>;
      readonly lastAttempt: boolean;
    }) => Promise<void>,
    options?: { readonly concurrency?: number },
  ): Promise<() => Promise<void>>;
}

export interface JobWorkerParts {
  readonly database: Database;
  readonly queue: WorkedQueue;
  readonly handlers: JobHandlers;
  readonly runs: JobRuns;
  readonly log: JobLog;
  readonly measure?: MeasureJob;
  /** Whose unused files are taken out; absent: nobody's. */
  readonly files?: UnusedFiles;
  readonly schedules?: Schedules;
  /** Jobs at a time, of each of the two kinds. */
  readonly concurrency?: number;
}

/** Milliseconds between looks at the outbox when it was empty, and between ticks. */
const IDLE = 300;
const MINUTE = 60_000;
/** A job that waits for somebody's server costs next to nothing meanwhile. */
const CALLS_AT_ONCE = 16;

/** Everything that works in the background of one process: the relay, the jobs, the tick. Any number of processes may run it. */
export class JobWorker {
  readonly #relay: OutboxRelay;
  readonly #runner: JobRunner;
  readonly #tick: MinuteTick;
  #stopWorking: (() => Promise<void>)[] = [];
  #stopped = new AbortController();
  #loops: Promise<void>[] = [];

  constructor(private readonly parts: JobWorkerParts) {
    const { database, queue, handlers, runs, log } = parts;
    const schedules = parts.schedules ?? new Schedules();
    schedules.register(housekeeping(database, parts.files ?? null));
    this.#relay = new OutboxRelay(database, new QueuePublisher(queue, handlers.heavy()), handlers.heavy());
    this.#runner = new JobRunner(database, handlers, runs, log, parts.measure);
    this.#tick = new MinuteTick(database, schedules, log);
  }

  async start(): Promise<void> {
    this.#stopped = new AbortController();
    for (const [queue, concurrency] of [
      [JOBS_QUEUE, this.parts.concurrency ?? 4],
      [HEAVY_QUEUE, this.parts.concurrency ?? 4],
      [CALLS_QUEUE, CALLS_AT_ONCE],
    ] as const) {
      const stop = await this.parts.queue.work(
        queue,
        (job) => this.#runner.run({ tenantId: String(job.data['tenantId']), id: job.id, lastAttempt: job.lastAttempt }),
        { concurrency },
      );
      this.#stopWorking.push(stop);
    }
    this.#loops = [
      this.#loop(async () => ((await this.#relay.turn()) > 0 ? 0 : IDLE)),
      this.#loop(async () => {
        await this.#tick.tick();
        return MINUTE;
      }),
    ];
  }

  /** Takes nothing more and waits for what runs. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all(this.#stopWorking.splice(0).map((stop) => stop()));
    await Promise.all(this.#loops);
  }

  /** Runs one look at what is due now, without waiting for the minute. */
  tickNow(now = new Date()): Promise<void> {
    return this.#tick.tick(now);
  }

  async #loop(turn: () => Promise<number>): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      let wait = IDLE;
      try {
        wait = await turn();
      } catch (error) {
        // The database or the queue is away: what is not done stays where it is.
        this.parts.log.error({ err: error }, 'background loop failed');
        wait = 5_000;
      }
      if (wait > 0) await pause(wait, signal);
    }
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', over);
      resolve();
    };
    const timer = setTimeout(over, milliseconds);
    signal.addEventListener('abort', over);
  });
}
