import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What `/metrics` tells Prometheus. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Histogram({
    name: 'ruyi_http_request_seconds',
    help: 'Time to answer a request, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.#registry],
  });

  readonly #jobs = new Histogram({
    name: 'ruyi_job_seconds',
    help: 'Time of one run of a job, by name and outcome: done, again, failed',
    labelNames: ['name', 'outcome'],
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 1800],
    registers: [this.#registry],
  });

  readonly #sweeps = new Counter({
    name: 'ruyi_sweeps_total',
    help: 'Sweeps over a module of one company that have ended; paused: a holiday or a pause date',
    labelNames: ['module', 'outcome'],
    registers: [this.#registry],
  });

  readonly #reclaimed = new Counter({
    name: 'ruyi_reclaimed_records_total',
    help: 'Records that sweeps have moved into pools',
    labelNames: ['module'],
    registers: [this.#registry],
  });

  readonly #messages = new Counter({
    name: 'ruyi_messages_total',
    help: 'Messages handed to a mail server or SMS gateway; again: refused for now, unknown: taken and never confirmed',
    labelNames: ['kind', 'outcome'],
    registers: [this.#registry],
  });

  readonly #unread = new Counter({
    name: 'ruyi_unread_gauges_total',
    help: 'Scrapes at which a gauge could not be read: its source did not answer',
    labelNames: ['gauge'],
    registers: [this.#registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.#registry, prefix: 'ruyi_' });
  }

  /** `route` is the pattern, never the path: ids would make a series each. */
  request(method: string, route: string, status: number, seconds: number): void {
    this.#requests.observe({ method, route, status: String(status) }, seconds);
  }

  /** `again`: it will be tried again. */
  job(name: string, outcome: 'done' | 'again' | 'failed', seconds: number): void {
    this.#jobs.observe({ name, outcome }, seconds);
  }

  swept(module: string, outcome: 'done' | 'paused'): void {
    this.#sweeps.inc({ module, outcome });
  }

  reclaimed(module: string, records: number): void {
    this.#reclaimed.inc({ module }, records);
  }

  /** `unknown`: the provider had the whole message and did not say what became of it. */
  message(kind: 'mail' | 'sms', outcome: 'sent' | 'again' | 'failed' | 'unknown'): void {
    this.#messages.inc({ kind, outcome });
  }

  /** Tells at each scrape what somebody else has counted since the process began, under its label. */
  watchCount(count: {
    readonly name: string;
    readonly help: string;
    readonly label: string;
    read(): Readonly<Record<string, number>>;
  }): void {
    new Counter({
      name: count.name,
      help: count.help,
      labelNames: [count.label],
      registers: [this.#registry],
      collect() {
        this.reset();
        for (const [label, value] of Object.entries(count.read())) this.inc({ [count.label]: label }, value);
      },
    });
  }

  /**
   * Asks at each scrape, and tells each answered number under its label. What cannot be asked is left out and counted:
   * Prometheus must hear of the rest.
   */
  watch(gauge: {
    readonly name: string;
    readonly help: string;
    readonly label: string;
    read(): Promise<Readonly<Record<string, number>>>;
  }): void {
    const unread = this.#unread;
    new Gauge({
      name: gauge.name,
      help: gauge.help,
      labelNames: [gauge.label],
      registers: [this.#registry],
      async collect() {
        this.reset();
        try {
          for (const [label, value] of Object.entries(await gauge.read())) this.set({ [gauge.label]: label }, value);
        } catch {
          unread.inc({ gauge: gauge.name });
        }
      },
    });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
