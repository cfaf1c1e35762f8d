import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EmbeddedPostgres, freePort, startEmbeddedPostgres } from '@ruyi/platform/database';

/** The embedded PostgreSQL with everything that makes an answer durable, to be killed and started at the same address. */
export class KillablePostgres {
  #running: EmbeddedPostgres | null = null;

  private constructor(
    private readonly dataFolder: string,
    private readonly port: number,
  ) {}

  static async start(dataFolder: string): Promise<KillablePostgres> {
    const postgres = new KillablePostgres(dataFolder, await freePort());
    await postgres.startAgain();
    return postgres;
  }

  async startAgain(): Promise<void> {
    this.#running = await startEmbeddedPostgres({ dataFolder: this.dataFolder, port: this.port });
  }

  database(name: string): Promise<string> {
    if (!this.#running) throw new Error('PostgreSQL does not run');
    return this.#running.ensureDatabase(name);
  }

  /** `kill -9` of every process of it, the one that listens first: as if the power went. */
  async kill(): Promise<void> {
    const pid = Number((await readFile(join(this.dataFolder, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
    const children = await childrenOf(pid);
    for (const each of [pid, ...children]) killed(each);
    for (const each of [pid, ...children]) await gone(each);
    this.#running = null;
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
  }
}

async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.split(' ').filter(Boolean).map(Number);
}

function killed(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // A child that went with its parent.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function gone(pid: number): Promise<void> {
  for (;;) {
    // One that nobody has waited for yet is dead all the same.
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
    if (stat === null || / Z /.test(stat)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
