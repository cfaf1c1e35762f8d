import { AppError } from '@ruyi/contract/errors';
import { labelText } from '@ruyi/contract/metadata';
import { mayEver, type Actors } from '@ruyi/engine/access';
import type { Context } from '@ruyi/engine/context';
import { moduleOrThrow, type ModelStore } from '@ruyi/engine/model';
import { EXPORT_TYPES } from '../../export-writers.js';
import type { ImportFormat } from '../import-cell.js';
import { csvTemplate } from './csv-template.js';
import { templateColumns } from './template-column.js';
import { xlsxTemplate } from './xlsx-template.js';

export const TEMPLATE_FORMATS = ['xlsx', 'csv'] as const satisfies readonly ImportFormat[];

/** A file to be saved. */
export interface ImportTemplate {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

/** Files to be filled in and imported, in the caller's language, with the fields that the caller may write. */
export class ImportTemplates {
  constructor(private readonly ports: { readonly models: ModelStore; readonly actors: Actors }) {}

  /** 403 without the right to import. */
  async of(ctx: Context, moduleKey: string, format: ImportFormat): Promise<ImportTemplate> {
    const model = await this.ports.models.get(ctx);
    const module = moduleOrThrow(model, moduleKey);
    const actor = await this.ports.actors.of(ctx);
    if (!mayEver(model, actor, 'import', module.key)) throw AppError.notAllowed();
    const label = labelText(module.label, ctx.locale);
    const columns = templateColumns(module, actor, ctx.locale);
    const content = await (format === 'csv'
      ? csvTemplate(columns, ctx.locale)
      : xlsxTemplate(columns, label, ctx.locale));
    const name = ctx.locale === 'en' ? `${label} import template` : `${label}导入模板`;
    return { name: `${name}.${format}`, type: EXPORT_TYPES[format], content };
  }
}
