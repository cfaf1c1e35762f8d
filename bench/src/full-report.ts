import { cpus, totalmem } from 'node:os';
import type { BenchOptions } from './bench-options.js';
import type { ReportRow } from './measure-scenarios.js';
import type { OnceRow } from './once/once-row.js';

const GIB = 1024 ** 3;
const round = (value: number): number => Number(value.toFixed(2));

/** What one run has measured. */
export interface Measured {
  readonly rows: readonly ReportRow[];
  readonly once: readonly OnceRow[];
  readonly growth: Readonly<Record<string, number>>;
  /** MiB, by process. */
  readonly memory: Readonly<Record<string, number>>;
}

/** The figures of one run for a machine to read: milliseconds, requests a second, MiB. */
export interface FullReport {
  readonly machine: string;
  readonly date: string;
  readonly tenants: number;
  readonly largest: number;
  readonly rows: readonly FullRow[];
  readonly others: Readonly<Record<string, number | Readonly<Record<string, number>>>>;
}

export interface FullRow {
  readonly name: string;
  readonly actor: string;
  readonly connections: number;
  readonly p50: number;
  readonly p99: number;
  readonly rps: number;
  readonly floorP50: number;
  readonly floorRps: number;
}

export function fullReport({ smallTenants, customers }: BenchOptions, measured: Measured): FullReport {
  return {
    machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / GIB)} GiB, Node ${process.version}`,
    date: new Date().toISOString(),
    tenants: smallTenants,
    largest: customers,
    rows: measured.rows.flatMap(({ name, actor, at }) =>
      at.map(({ connections, ours, floor }) => ({
        name,
        actor,
        connections,
        p50: round(ours.p50),
        p99: round(ours.p99),
        rps: round(ours.perSecond),
        floorP50: round(floor.p50),
        floorRps: round(floor.perSecond),
      })),
    ),
    others: {
      ...Object.fromEntries(
        measured.once.flatMap(({ figure, floor }) => [
          [figure.key, figure.value],
          ...(floor === null ? [] : [[`${figure.key}FloorMs`, round(floor)] as const]),
        ]),
      ),
      ...Object.fromEntries(Object.entries(measured.memory).map(([name, mib]) => [`${name}PeakMb`, mib])),
      growth: Object.fromEntries(Object.entries(measured.growth).map(([name, ratio]) => [name, round(ratio)])),
    },
  };
}
