import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Locale } from '@ruyi/contract/metadata';
import { csvWriter } from '../../export-writers.js';
import type { TemplateColumn } from './template-column.js';
import { templateNote } from './template-note.js';

/** Headings, and one row that tells what each column takes; an import passes it over. */
export async function csvTemplate(columns: readonly TemplateColumn[], locale: Locale): Promise<Buffer> {
  const output = new PassThrough();
  const content = buffer(output);
  const writer = await csvWriter(output, columns);
  await writer.row(columns.map((column, index) => `${index === 0 ? `${templateNote(locale)}: ` : ''}${told(column)}`));
  await writer.end();
  return content;
}

function told({ how, example, options }: TemplateColumn): string {
  if (options.length > 0) return options.join(' / ');
  return example === '' ? how : `${how} (${example})`;
}
