import type { ReportRow } from './measure-scenarios.js';
import type { OnceRow } from './once/once-row.js';
import type { QueryPlan } from './query-plans.js';

/** The one table. */
export function table(rows: readonly ReportRow[]): string {
  const heading = ['', 'as', 'at', 'p50 ours', 'p99', 'req/s', 'p50 floor', 'req/s', 'RATIO p50', 'of its req/s'];
  const lines = rows.flatMap(({ name, actor, at }) =>
    at.map(({ connections, ours, floor }, index) => [
      index === 0 ? name : '',
      index === 0 ? actor : '',
      String(connections),
      ms(ours.p50),
      ms(ours.p99),
      ours.perSecond.toFixed(0),
      ms(floor.p50),
      floor.perSecond.toFixed(0),
      `${(ours.p50 / floor.p50).toFixed(2)} ×`,
      `${((ours.perSecond / floor.perSecond) * 100).toFixed(0)} %`,
    ]),
  );
  return aligned([heading, ...lines]);
}

/** The medians of one row as it is measured: ours and the floor's at each number of connections. */
export function rowLine({ name, actor, at }: ReportRow): string {
  const medians = at.map(
    ({ connections, ours, floor }) =>
      `${connections}: ${ours.p50.toFixed(1)} to ${floor.p50.toFixed(1)} ms, p99 ${ours.p99.toFixed(0)}`,
  );
  return `${actor}: ${name} (${medians.join('; ')})`;
}

export function onceLine({ name, ours, floor }: OnceRow): string {
  return `${name}${ours === null ? '' : `: ${ms(ours)}`}${floor === null ? '' : ` to ${ms(floor)}`}`;
}

/** What ran once. */
export function onceTable(rows: readonly OnceRow[]): string {
  return aligned([
    ['once', 'ours', 'floor', 'RATIO'],
    ...rows.map(({ name, ours, floor }) => [
      name,
      ours === null ? '' : ms(ours),
      floor === null ? '' : ms(floor),
      floor === null || ours === null ? '' : `${(ours / floor).toFixed(2)} ×`,
    ]),
  ]);
}

/** How many times as long a list takes in the large company as in the small one. */
export function growthTable(growth: Readonly<Record<string, number>>): string {
  return aligned([
    ['growth', 'RATIO p50'],
    ...Object.entries(growth).map(([name, ratio]) => [name, `${ratio.toFixed(2)} ×`]),
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
