import { readFile, writeFile } from 'node:fs/promises';

const KIB_A_MIB = 1_024;
/** What `clear_refs` of proc(5) takes for: the peak begins anew. */
const PEAK = '5';

/** What a process has resident, in MiB; null where there is no /proc. */
export class ProcessMemory {
  #most = 0;

  private constructor(
    private readonly pid: number,
    /** As it waited for work. */
    readonly idle: number | null,
  ) {}

  /** Of one that waits for work. */
  static async of(pid: number): Promise<ProcessMemory> {
    return new ProcessMemory(pid, await resident(pid, 'VmRSS'));
  }

  now(): Promise<number | null> {
    return resident(this.pid, 'VmRSS');
  }

  /** The most so far (VmHWM). */
  async most(): Promise<number | null> {
    const peak = await resident(this.pid, 'VmHWM');
    return peak === null ? null : (this.#most = Math.max(this.#most, peak));
  }

  /** The most while `work` goes on, above what it had idle. */
  async above<T>(work: () => Promise<T>): Promise<[T, number | null]> {
    await this.most();
    await writeFile(`/proc/${this.pid}/clear_refs`, PEAK).catch(() => undefined);
    const result = await work();
    const peak = await resident(this.pid, 'VmHWM');
    return [result, peak === null || this.idle === null ? null : Math.max(0, peak - this.idle)];
  }
}

async function resident(pid: number, figure: 'VmRSS' | 'VmHWM'): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kib = new RegExp(`${figure}:\\s+(\\d+)`).exec(status)?.[1];
  return kib === undefined ? null : Math.round(Number(kib) / KIB_A_MIB);
}
