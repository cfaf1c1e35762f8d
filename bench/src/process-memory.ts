import { readFile } from 'node:fs/promises';

const KIB_A_MIB = 1_024;

/** The most memory that a process has had resident so far, in MiB (VmHWM of proc(5)); null where there is no /proc. */
export async function peakMemory(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kib = /VmHWM:\s+(\d+)/.exec(status)?.[1];
  return kib === undefined ? null : Math.round(Number(kib) / KIB_A_MIB);
}
