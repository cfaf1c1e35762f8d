import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { ApiClient } from '../api-client.js';
import type { BenchOptions } from '../bench-options.js';
import type { BenchWorld } from '../bench-world.js';
import { jobEnd } from './job-end.js';
import { memoryOf } from './measure-memory.js';
import { rowsPerSecond, timed, type OnceRow } from './once-row.js';

const HEADINGS = ['客户名称', '手机', '客户级别', '客户行业', '备注', '客户来源渠道', '预计采购额'];

/** From the upload until the job says completed, from csv and from xlsx, against the same csv in sets written by hand. */
export async function measureImports(
  world: BenchWorld,
  { importedRows: rows }: BenchOptions,
): Promise<readonly OnceRow[]> {
  const { company, env, api } = world;
  const bare = new ApiClient(world.floor.url, null, '');
  const { channel, amount } = company.custom;
  const options = channel.optionKeys;
  const keys = ['name', 'mobile', 'level', 'industry', 'remark', channel.key, amount.key];
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
    const { result } = await jobEnd(client, jobId);
    if (result?.created !== rows) throw new Error(`the import made ${result?.created ?? 0} of ${rows} rows`);
  };
  const warmUp = 500;
  await run(new Blob([csvOf(madeUpRows('暖', warmUp, options))]), 'warm.csv', warmUp);
  const told = (format: string): { key: string; name: string } => ({
    key: `import${format}AboveIdleMb`,
    name: `an import from ${format.toLowerCase()} above what the process had idle`,
  });
  const file = new Blob([csvOf(madeUpRows('甲', rows, options))]);
  const [[, csv], csvMemory] = await memoryOf(world, told('Csv'), () => timed(() => run(file, 'a.csv', rows)));
  const workbook = await workbookOf(madeUpRows('乙', rows, options));
  const [[, xlsx], xlsxMemory] = await memoryOf(world, told('Xlsx'), () =>
    timed(() => run(new Blob([workbook]), 'b.xlsx', rows)),
  );
  const path = join(env['DATA_DIR'] ?? '', 'floor-import.csv');
  await writeFile(path, csvOf(madeUpRows('丙', rows, options)));
  const [, floor] = await timed(async () => {
    const { made } = await bare.call<{ made: number }>('POST', '/import', { path });
    if (made !== rows) throw new Error(`the floor imports ${made} of ${rows} rows`);
  });
  const times = (['Csv', 'Xlsx'] as const).map((format): OnceRow => {
    const ours = format === 'Csv' ? csv : xlsx;
    const value = rowsPerSecond(rows, ours);
    const name = `import of ${rows} rows from ${format.toLowerCase()} (${value} rows/s)`;
    return { name, ours, floor, figure: { key: `import${format}RowsPerSecond`, value } };
  });
  return [...times, ...csvMemory, ...xlsxMemory];
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
