import { AppError } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import { openCsv, surveyCsv, type CsvSurvey } from './csv-source.js';
import type { ImportSurvey, OpenImport } from './import-cell.js';
import { openXlsx, surveyXlsx, type XlsxSurvey } from './xlsx/xlsx-source.js';

/** Port: files that people have uploaded. */
export interface FileSource {
  /** Null when the tenant has no such file. */
  find(
    ctx: Context,
    id: string,
  ): Promise<{ readonly name: string; readonly type: string; readonly uploadedBy: string | null } | null>;
  read(ctx: Context, id: string): Promise<NodeJS.ReadableStream>;
  /** Whether the bytes are there. */
  has(ctx: Context, id: string): Promise<boolean>;
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A file to import, as often as it has to be read. */
export class ImportSource {
  private constructor(
    private readonly files: FileSource,
    private readonly ctx: Context,
    private readonly fileId: string,
    private readonly format: 'csv' | 'xlsx',
  ) {}

  /** 422 at `fileId` for a file that the caller has not uploaded, or that is neither csv nor xlsx. */
  static async of(files: FileSource, ctx: Context, fileId: string): Promise<ImportSource> {
    const file = await files.find(ctx, fileId);
    if (!file || (ctx.userId !== null && file.uploadedBy !== ctx.userId))
      throw AppError.invalid([{ path: 'fileId', code: 'notFound' }]);
    if (file.type === XLSX) return new ImportSource(files, ctx, fileId, 'xlsx');
    if (file.type.startsWith('text/')) return new ImportSource(files, ctx, fileId, 'csv');
    throw AppError.invalid([{ path: 'fileId', code: 'invalidType', key: 'invalidType.importFile' }]);
  }

  /** Goes through the whole file without keeping it: what it is, and about how many rows it has. */
  async survey(): Promise<ImportSurvey> {
    const content = await this.files.read(this.ctx, this.fileId);
    return this.format === 'csv' ? surveyCsv(content) : surveyXlsx(content);
  }

  async open(survey: ImportSurvey): Promise<OpenImport> {
    const content = await this.files.read(this.ctx, this.fileId);
    return survey.format === 'csv' ? openCsv(content, survey as CsvSurvey) : openXlsx(content, survey as XlsxSurvey);
  }
}
