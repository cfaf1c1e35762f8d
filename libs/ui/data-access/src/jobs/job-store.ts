import { Injectable, computed, inject, signal } from '@angular/core';
import { ApiProblem } from '../http/api-problem.js';
import { EventStream } from '../events/event-stream.js';
import { JobApi } from './job-api.js';
import { isFinished, type Job } from './job.js';

const POLL_MS = 1_500;
/** With live events the poll is only a safety net. */
const POLL_LIVE_MS = 8_000;

/** The user's own long work: what runs now (also after a reload) and what ended since the page was opened. */
@Injectable({ providedIn: 'root' })
export class JobStore {
  private readonly api = inject(JobApi);
  private readonly events = inject(EventStream);
  private readonly state = signal<readonly Job[]>([]);
  private readonly waiters = new Map<string, ((job: Job) => void)[]>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  readonly jobs = this.state.asReadonly();
  readonly running = computed(() => this.state().filter((job) => !isFinished(job)));

  constructor() {
    this.events.of<Partial<Job> & Pick<Job, 'id'>>('job').subscribe((update) => {
      const known = this.state().find((job) => job.id === update.id);
      if (!known) return;
      const job = { ...known, ...update };
      this.put(job);
      // The event does not carry the rows that failed or look like others.
      if (isFinished(job) && (job.failed > 0 || job.result?.alike)) void this.read(job.id);
    });
  }

  /** Reads the jobs that still run: on start, so that progress survives a reload. */
  async restore(): Promise<void> {
    const { items } = await this.api.active();
    items.forEach((job) => this.put(job));
    this.schedule();
  }

  /** Follows a job just started; resolves when it has ended. */
  async track(id: string): Promise<Job> {
    const ended = new Promise<Job>((resolve) => this.waiters.set(id, [...(this.waiters.get(id) ?? []), resolve]));
    await this.read(id);
    this.schedule();
    return ended;
  }

  async cancel(id: string): Promise<void> {
    await this.api.cancel(id);
    await this.read(id);
  }

  dismiss(id: string): void {
    this.state.update((jobs) => jobs.filter((job) => job.id !== id));
  }

  clear(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiters.clear();
    this.state.set([]);
  }

  private schedule(): void {
    if (this.timer || this.running().length === 0) return;
    this.timer = setTimeout(() => void this.poll(), this.events.open() ? POLL_LIVE_MS : POLL_MS);
  }

  private async poll(): Promise<void> {
    await Promise.allSettled(this.running().map((job) => this.read(job.id)));
    this.timer = undefined;
    this.schedule();
  }

  private async read(id: string): Promise<void> {
    try {
      this.put(await this.api.get(id));
    } catch (error) {
      if (ApiProblem.from(error).status === 404) this.dismiss(id);
      else if (!ApiProblem.from(error).retryable) throw error;
    }
  }

  private put(job: Job): void {
    this.state.update((jobs) =>
      jobs.some((known) => known.id === job.id)
        ? jobs.map((known) => (known.id === job.id ? job : known))
        : [job, ...jobs],
    );
    if (!isFinished(job)) return;
    this.waiters.get(job.id)?.forEach((resolve) => resolve(job));
    this.waiters.delete(job.id);
  }
}
