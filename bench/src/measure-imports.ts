import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { ApiClient } from './api-client.js';
import type { BenchOptions } from './bench-options.js';
import type { BenchWorld } from './bench-world.js';
import { rowsPerSecond, type JobRow } from './job-row.js';

const POLL_MS = 10;
const HEADINGS = ['客户名称', '手机', '客户级别', '客户行业', '备注', '客户来源渠道', '预计采购额'];

/** From the upload until the job says completed, from csv and from xlsx, against the same csv in sets written by hand. */
export async function measureImports(
  world: BenchWorld,
  options: BenchOptions,
  bare: ApiClient,
): Promise<readonly JobRow[]> {
  const { company, env, api } = world;
  const { select, number } = company.custom;
  const keys = ['name', 'mobile', 'level', 'industry', 'remark', select.key, number.key];
  const mapping = Object.fromEntries(HEADINGS.map((heading, index) => [heading, keys[index]]));
  const client = new ApiClient(api.url, company.token);
  const run = async (file: Blob, name: string, rows: number): Promise<void> => {
    const form = new FormData();
    form.set('file', file, name);
    const answer = await fetch(`${api.url}/api/v1/files`, {
      method: 'POST',
      headers: { authorization: `Bearer ${company.token}` },
      body: form,
    });
    const { id: fileId } = (await answer.json()) as { id: string };
    const body = { fileId, mode: 'create', mapping };
    const { jobId } = await client.call<{ jobId: string }>('POST', '/records/customers/import', body);
    for (;;) {
      const job = await client.call<{ state: string; failed: number; result?: { created?: number } }>(
        'GET',
        `/jobs/${jobId}`,
      );
      if (job.state === 'completed' && job.result?.created === rows) return;
      if (job.state !== 'waiting' && job.state !== 'active')
        throw new Error(`the import is ${job.state}, ${job.failed} rows refused`);
      await new Promise((done) => setTimeout(done, POLL_MS));
    }
  };
  const warmUp = 500;
  await run(new Blob([csvOf(madeUpRows('暖', warmUp, company.custom.options))]), 'warm.csv', warmUp);
  const rows = options.importedRows;
  const csv = await timed(() => run(new Blob([csvOf(madeUpRows('甲', rows, company.custom.options))]), 'a.csv', rows));
  const workbook = await workbookOf(madeUpRows('乙', rows, company.custom.options));
  const xlsx = await timed(() => run(new Blob([workbook]), 'b.xlsx', rows));
  const path = join(env['DATA_DIR'] ?? '', 'floor-import.csv');
  await writeFile(path, csvOf(madeUpRows('丙', rows, company.custom.options)));
  const floor = await timed(async () => {
    const { made } = await bare.call<{ made: number }>('POST', '/import', { path });
    if (made !== rows) throw new Error(`the floor imports ${made} of ${rows} rows`);
  });
  return (['Csv', 'Xlsx'] as const).map((format): JobRow => {
    const ours = format === 'Csv' ? csv : xlsx;
    const value = rowsPerSecond(rows, ours);
    const name = `import of ${rows} rows from ${format.toLowerCase()} (${value} rows/s)`;
    return { name, ours, floor, figure: { key: `import${format}RowsPerSecond`, value } };
  });
}

type Row = readonly (string | number)[];

function madeUpRows(series: string, count: number, channels: readonly string[]): Row[] {
  return Array.from({ length: count }, (_, index) => [
    `${series}字第${index}号贸易有限公司`,
    `13${String(100_000_000 + index * 7).slice(-9)}`,
    'ABCD'.charAt(index % 4),
    ['trade', 'manufacturing', 'it'][index % 3] ?? '',
    `第 ${index} 行的备注`,
    channels[index % channels.length] ?? '',
    index % 9_999,
  ]);
}

function csvOf(rows: readonly Row[]): string {
  return [HEADINGS, ...rows].map((row) => row.join(',')).join('\n');
}

async function workbookOf(rows: readonly Row[]): Promise<Uint8Array<ArrayBuffer>> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('客户').addRows([HEADINGS, ...rows.map((row) => [...row])]);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
