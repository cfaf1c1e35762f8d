import type { Figures } from './measure.js';
import type { JobRow } from './job-row.js';
import type { QueryPlan } from './query-plans.js';

export interface ReportRow {
  readonly name: string;
  readonly one: Record<'ours' | 'floor', Figures>;
  readonly eight: Record<'ours' | 'floor', Figures>;
}

/** The one table. */
export function table(rows: readonly ReportRow[]): string {
  const heading = [
    '',
    'p50 ours',
    'p99',
    'p50 floor',
    'p99',
    'RATIO p50',
    'p50 at 8',
    'floor',
    'req/s at 8',
    'floor',
    'RATIO req/s',
  ];
  const lines = rows.map(({ name, one, eight }) => [
    name,
    ms(one.ours.p50),
    ms(one.ours.p99),
    ms(one.floor.p50),
    ms(one.floor.p99),
    `${(one.ours.p50 / one.floor.p50).toFixed(2)} ×`,
    ms(eight.ours.p50),
    ms(eight.floor.p50),
    eight.ours.perSecond.toFixed(0),
    eight.floor.perSecond.toFixed(0),
    `${(eight.floor.perSecond / eight.ours.perSecond).toFixed(2)} ×`,
  ]);
  return aligned([heading, ...lines]);
}

/** What ran once. */
export function jobTable(rows: readonly JobRow[]): string {
  return aligned([
    ['once', 'ours', 'floor', 'RATIO'],
    ...rows.map(({ name, ours, floor }) => [name, ms(ours), ms(floor), `${(ours / floor).toFixed(2)} ×`]),
  ]);
}

export function planText({ name, indexes, servedByIndex, text }: QueryPlan): string {
  const verdict = servedByIndex ? `served by ${indexes.join(', ')}` : 'NO INDEX SERVES IT';
  return `Plan of ${name}: ${verdict}\n${text.replace(/^/gm, '    ')}`;
}

function aligned(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  return lines
    .map((line) =>
      line
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    )
    .join('\n');
}

export const ms = (value: number): string => `${value.toFixed(2)} ms`;
