import type { Job, Queue, Worker } from 'bullmq';
import type { JobQueue, QueuedJob, QueueLoad, StopWorking, WorkingJob, WorkOptions } from './job-queue.js';
import { queueBackend, type QueueBackend, type QueueSettings } from './queue-backend.js';

const ATTEMPTS = 5;
const TROUBLE_PERIOD_MS = 30_000;
/** Waiting jobs that are looked at for the oldest. */
const LOOKED_AT = 500;

/**
 * Opens the queue that the settings name. `onTrouble` hears of lost connections, which are taken up again; the same
 * trouble is told once in half a minute.
 */
export function connectQueue(settings: QueueSettings, onTrouble: (error: Error) => void = () => undefined): JobQueue {
  const tell = oncePerPeriod(onTrouble, TROUBLE_PERIOD_MS);
  return new BullQueue(queueBackend(settings, tell), tell);
}

/** Passes on an error unless one with the same message was passed on within the period. */
function oncePerPeriod(tell: (error: Error) => void, period: number): (error: Error) => void {
  const told = new Map<string, number>();
  return (error) => {
    const now = Date.now();
    for (const [message, at] of told) if (now - at > period) told.delete(message);
    if (told.has(error.message)) return;
    told.set(error.message, now);
    tell(error);
  };
}

class BullQueue implements JobQueue {
  readonly #backend: QueueBackend;
  readonly #queues = new Map<string, Queue>();
  readonly #workers = new Set<Worker>();

  constructor(
    backend: QueueBackend,
    private readonly onTrouble: (error: Error) => void,
  ) {
    this.#backend = backend;
  }

  async add(queue: string, jobs: readonly QueuedJob[]): Promise<void> {
    if (jobs.length === 0) return;
    await this.#queue(queue).addBulk(
      jobs.map(({ id, name, data, delay }) => ({
        name,
        data,
        opts: {
          jobId: id,
          attempts: ATTEMPTS,
          backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 },
          // A job that is done leaves no trace: its result is the tenant's, and its id may come again.
          removeOnComplete: true,
          removeOnFail: true,
          ...(delay && delay > 0 ? { delay } : {}),
        },
      })),
    );
  }

  async remove(queue: string, id: string): Promise<boolean> {
    const job = await this.#queue(queue).getJob(id);
    if (!job || (await job.isActive())) return false;
    try {
      await job.remove();
      return true;
    } catch {
      // A worker took it in between.
      return false;
    }
  }

  async work(
    queue: string,
    handle: (job: WorkingJob) => Promise<void>,
    options: WorkOptions = {},
  ): Promise<StopWorking> {
    const worker = this.#backend.worker(queue, (job: Job) => handle(asWorkingJob(job)), options.concurrency ?? 4);
    // Lost connections are taken up again; without a listener they would end the process.
    worker.on('error', this.onTrouble);
    worker.on('failed', (job, error) => {
      if (job) options.onFailed?.(asWorkingJob(job), error);
    });
    this.#workers.add(worker);
    await worker.waitUntilReady();
    return async () => {
      this.#workers.delete(worker);
      await worker.close();
    };
  }

  async load(queue: string): Promise<QueueLoad> {
    const bull = this.#queue(queue);
    const [counts, some] = await Promise.all([
      bull.getJobCounts('waiting', 'active', 'delayed'),
      bull.getJobs(['waiting'], 0, LOOKED_AT - 1, true),
    ]);
    const { waiting = 0, active = 0, delayed = 0 } = counts;
    // The two stores do not agree which end comes first.
    const waited = some.map(({ timestamp, delay }) => (Date.now() - timestamp - delay) / 1000);
    const oldestSeconds = Math.max(0, ...waited);
    return { waiting, active, delayed, oldestSeconds };
  }

  async ping(): Promise<void> {
    await this.#queue('ping').getJobCountByTypes('waiting');
  }

  async close(): Promise<void> {
    await Promise.all([...this.#workers].map((worker) => worker.close()));
    await Promise.all([...this.#queues.values()].map((queue) => queue.close()));
    await this.#backend.close();
  }

  #queue(name: string): Queue {
    const known = this.#queues.get(name);
    if (known) return known;
    const queue = this.#backend.queue(name);
    queue.on('error', this.onTrouble);
    this.#queues.set(name, queue);
    return queue;
  }
}

function asWorkingJob(job: Job): WorkingJob {
  const attempts = job.opts.attempts ?? 1;
  const attempt = job.attemptsStarted;
  return {
    id: job.id ?? '',
    name: job.name,
    data: job.data as Record<string, unknown>,
    attempt,
    lastAttempt: attempt >= attempts,
  };
}
