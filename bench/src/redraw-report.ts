import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FullReport } from './full-report.js';
import { writeReport } from './write-report.js';

const PLAN = /<pre>([\s\S]*?)<\/pre>/g;
const MEANT: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/** Draws the page of a kept run anew, from its figures; the query plans, which stand in the page alone, are taken over. */
export async function redrawReport(folder: string): Promise<void> {
  const report = JSON.parse(await readFile(join(folder, 'full.json'), 'utf8')) as FullReport;
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const plans = [...page.matchAll(PLAN)].map(([, text = '']) =>
    text.replaceAll(/&(?:lt|gt|amp);/g, (sign) => MEANT[sign] ?? sign),
  );
  await writeReport(folder, report, plans);
}
