import { init } from 'echarts';
import type { FullReport, FullRow } from './full-report.js';

const WIDTH = 1_080;
const LINE = 26;
/** Of the names beside the bars. No letter can be measured without a browser, so they get room for wide ones. */
const LETTER = 7;
const GAP = 16;
const INK = '#1f2933';
const OURS = '#1565c0';
const PAPER = '#fff';
const FLOOR = '#b0bec5';
const ALIGN_LEFT = 3;

/** The report as a page of its own: a plot of ratios for each actor, the medians, and every figure in tables. */
export function reportPage(report: FullReport, tables: readonly string[]): string {
  const actors = [...new Set(report.rows.map(({ actor }) => actor))];
  const single = report.rows.filter(({ connections }) => connections === 1);
  const sections = actors.map((actor) => {
    const rows = single.filter((row) => row.actor === actor);
    return `<h2>As ${escaped(actor)}, one connection</h2>
      <figure>${ratios(rows)}<figcaption>Median of the product, in times of the same work written by hand. The line is the aim of 2 ×.</figcaption></figure>
      <figure>${medians(rows)}<figcaption>The medians themselves, on a logarithmic scale.</figcaption></figure>`;
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Ruyi CRM: the benchmark</title>
<style>
  body { font: 15px/1.5 system-ui, 'Noto Sans CJK SC', sans-serif; color: ${INK}; max-width: ${WIDTH}px; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2.5rem }
  table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums } th, td { padding: .25rem .5rem; border-bottom: 1px solid #e4e7eb; text-align: right }
  th:nth-child(-n + ${ALIGN_LEFT}), td:nth-child(-n + ${ALIGN_LEFT}) { text-align: left } figure { margin: 1rem 0 } figcaption { color: #52606d } svg { max-width: 100%; height: auto }
  pre { overflow-x: auto; font-size: 12px; background: #f5f7fa; padding: 1rem }
</style></head><body>
<h1>Ruyi CRM: the benchmark</h1>
<p>${escaped(report.machine)}; ${escaped(report.date.slice(0, 16).replace('T', ' '))} UTC. The largest company has ${report.largest.toLocaleString('en')} customers; beside it
there are ${report.tenants.toLocaleString('en')} companies. How it is measured: <a href="../README.md">bench/README.md</a>.</p>
${sections.join('\n')}
<h2>Growth</h2>
<figure>${bars(report.others['growth'] as Readonly<Record<string, number>>, { unit: '×', line: 1.5 })}
<figcaption>Median in the largest company, in times of that in one of 10,000 customers. The line is the aim of 1.5 ×.</figcaption></figure>
<h2>Once</h2>
<table><tr><th>figure</th><th></th><th></th><th>value</th></tr>${Object.entries(report.others)
    .filter(([, value]) => typeof value === 'number')
    .map(([name, value]) => `<tr><td>${escaped(name)}</td><td></td><td></td><td>${String(value)}</td></tr>`)
    .join('')}</table>
<h2>Every figure</h2>
<table><tr><th>request</th><th>as</th><th>connections</th><th>p50 ms</th><th>p99 ms</th><th>req/s</th><th>floor p50</th><th>floor req/s</th><th>ratio p50</th><th>share of req/s</th></tr>
${report.rows.map(lineOf).join('\n')}</table>
${tables.map((text) => `<pre>${escaped(text)}</pre>`).join('\n')}
</body></html>
`;
}

function lineOf(row: FullRow): string {
  const cells = [
    row.name,
    row.actor,
    row.connections,
    row.p50,
    row.p99,
    row.rps,
    row.floorP50,
    row.floorRps,
    `${(row.p50 / row.floorP50).toFixed(2)} ×`,
    `${((row.rps / row.floorRps) * 100).toFixed(0)} %`,
  ];
  return `<tr>${cells.map((cell) => `<td>${escaped(String(cell))}</td>`).join('')}</tr>`;
}

function ratios(rows: readonly FullRow[]): string {
  const values = Object.fromEntries(rows.map(({ name, p50, floorP50 }) => [name, Number((p50 / floorP50).toFixed(2))]));
  return bars(values, { unit: '×', line: 2 });
}

function bars(
  values: Readonly<Record<string, number>>,
  { unit, line }: { readonly unit: string; readonly line: number },
): string {
  const names = Object.keys(values);
  return svg(names.length * LINE + 60, {
    ...layout(names),
    xAxis: { type: 'value', min: 0 },
    series: [
      {
        type: 'bar',
        data: Object.values(values),
        itemStyle: { color: OURS },
        // A number that lies on the line is read before it.
        label: { show: true, position: 'right', formatter: `{c} ${unit}`, backgroundColor: PAPER },
        markLine: {
          z: 1,
          symbol: 'none',
          data: [{ xAxis: line }],
          lineStyle: { color: '#c62828' },
          label: { show: false },
        },
      },
    ],
  });
}

function medians(rows: readonly FullRow[]): string {
  return svg(rows.length * LINE * 1.6 + 90, {
    ...layout(rows.map(({ name }) => name)),
    legend: { top: 0, itemGap: 30, data: ['product', 'by hand'] },
    xAxis: { type: 'log', axisLabel: { formatter: '{value} ms' } },
    series: [
      {
        name: 'product',
        type: 'bar',
        data: rows.map(({ p50 }) => p50),
        itemStyle: { color: OURS },
        label: { show: true, position: 'right' },
      },
      {
        name: 'by hand',
        type: 'bar',
        data: rows.map(({ floorP50 }) => floorP50),
        itemStyle: { color: FLOOR },
        label: { show: true, position: 'right' },
      },
    ],
  });
}

function layout(names: readonly string[]): object {
  return {
    animation: false,
    grid: { left: Math.max(...names.map(lettersOf), 0) * LETTER + GAP, right: 70, top: 30, bottom: 30 },
    yAxis: { type: 'category', inverse: true, data: names },
  };
}

/** Chinese letters are as wide as two. */
function lettersOf(name: string): number {
  return [...name].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 2 : 1), 0);
}

function svg(height: number, option: Readonly<Record<string, unknown>>): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  chart.setOption(option);
  const text = chart.renderToSVGString();
  chart.dispose();
  return text;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
