import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const KIB_A_MIB = 1_024;
const EVERY_MS = 25;

/** Looks at how much memory the API's process has resident, again and again; where there is no /proc it sees nothing. */
export class MemoryWatch {
  readonly #timer: NodeJS.Timeout;
  #peak: number;

  private constructor(
    private readonly pid: number,
    private readonly before: number,
  ) {
    this.#peak = before;
    this.#timer = setInterval(() => void this.#look(), EVERY_MS);
  }

  static async start(dataFolder: string): Promise<MemoryWatch> {
    const log = await readFile(join(dataFolder, 'logs/api.log'), 'utf8');
    const { pid } = JSON.parse(log.slice(0, log.indexOf('\n'))) as { pid: number };
    return new MemoryWatch(pid, await residentMib(pid));
  }

  /** The most that it had above what it had when the watch began, in MiB. */
  async stop(): Promise<number> {
    await this.#look();
    clearInterval(this.#timer);
    return this.#peak - this.before;
  }

  async #look(): Promise<void> {
    this.#peak = Math.max(this.#peak, await residentMib(this.pid));
  }
}

async function residentMib(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / KIB_A_MIB;
}
