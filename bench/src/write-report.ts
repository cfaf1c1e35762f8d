import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FullReport } from './full-report.js';
import { reportPage } from './report-page.js';

/** Keeps a run's figures in a folder: `full.json` for a machine, `index.html` to look at. */
export async function writeReport(folder: string, report: FullReport, tables: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'full.json'), `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(join(folder, 'index.html'), reportPage(report, tables));
}
