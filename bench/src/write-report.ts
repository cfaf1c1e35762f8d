import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';
import type { BenchOptions } from './bench-options.js';
import type { JobRow } from './job-row.js';
import type { ReportRow } from './report.js';

const GIB = 1024 ** 3;
const round = (value: number): number => Number(value.toFixed(2));

/** The figures of one run for a machine to read: milliseconds, requests a second. */
export async function writeReport(
  path: string,
  options: BenchOptions,
  measured: { readonly rows: readonly ReportRow[]; readonly jobs: readonly JobRow[] },
): Promise<void> {
  const report = {
    machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / GIB)} GiB, Node ${process.version}`,
    date: new Date().toISOString(),
    tenants: options.smallTenants,
    largest: options.customers,
    rows: measured.rows.flatMap(({ name, one, eight }) =>
      (
        [
          [1, one],
          [8, eight],
        ] as const
      ).map(([connections, { ours, floor }]) => ({
        name,
        actor: 'administrator',
        connections,
        p50: round(ours.p50),
        p99: round(ours.p99),
        rps: round(ours.perSecond),
        floorP50: round(floor.p50),
        floorRps: round(floor.perSecond),
      })),
    ),
    others: Object.fromEntries(measured.jobs.map(({ figure }) => [figure.key, figure.value])),
  };
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(report, null, 2)}\n`);
}
