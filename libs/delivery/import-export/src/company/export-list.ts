import { labelText, type Label } from '@ruyi/contract/metadata';
import type { Context, Database, Row } from '@ruyi/engine/context';
import { EXPORT_JOB } from '../export-records.js';
import { AUDIT_EXPORT_JOB } from './audit-log-export.js';
import { COMPANY_EXPORT_JOB } from './company-export.js';

const WHAT: Readonly<Record<string, 'records' | 'audit' | 'company'>> = {
  [EXPORT_JOB]: 'records',
  [AUDIT_EXPORT_JOB]: 'audit',
  [COMPANY_EXPORT_JOB]: 'company',
};

/** Something that was taken out of the house, or is about to be. */
export interface ListedExport {
  /** The job's. */
  readonly id: string;
  readonly at: string;
  readonly by: { readonly id: string; readonly name: string } | null;
  readonly what: 'records' | 'audit' | 'company';
  readonly module: string | null;
  readonly label: string;
  readonly state: string;
  readonly format: string | null;
  /** Null while it is not known. */
  readonly rows: number | null;
  /** Null when the file is gone, or was never made. */
  readonly file: { readonly id: string; readonly name: string; readonly size: number } | null;
}

/** Every export of the company, newest first. */
export class ExportList {
  constructor(private readonly database: Database) {}

  async list(
    ctx: Context,
    { limit, after = null }: { readonly limit: number; readonly after?: string | null | undefined },
  ): Promise<{ readonly items: readonly ListedExport[]; readonly nextCursor: string | null }> {
    const [rows = []] = await this.database.read(ctx.tenantId, [
      {
        text: `select j.id, j.created_at, j.kind, j.module_key, j.label, j.state, j.payload, j.result,
                 u.id as user_id, u.name as user_name, f.id as file_id, f.name as file_name, f.size as file_size
               from job_run j
               left join app_user u on u.tenant_id = j.tenant_id and u.id = j.user_id
               left join file f on f.tenant_id = j.tenant_id and f.id = j.id
               where j.tenant_id = $1 and j.kind in ('records.export', 'company.export', 'audit.export')
                 and ($2::uuid is null or j.id < $2)
               order by j.id desc limit $3`,
        values: [ctx.tenantId, after, limit + 1],
      },
    ]);
    const items = rows.slice(0, limit).map((row) => toListed(ctx, row));
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }
}

function toListed(ctx: Context, row: Row): ListedExport {
  const result = row['result'] as { rows?: number; format?: string } | null;
  const payload = row['payload'] as { format?: string } | null;
  return {
    id: String(row['id']),
    at: new Date(row['created_at'] as string | Date).toISOString(),
    by: row['user_id'] === null ? null : { id: String(row['user_id']), name: String(row['user_name']) },
    what: WHAT[String(row['kind'])] ?? 'records',
    module: row['module_key'] as string | null,
    label: labelText(row['label'] as Label, ctx.locale),
    state: String(row['state']),
    format: result?.format ?? payload?.format ?? null,
    rows: result?.rows ?? null,
    file:
      row['file_id'] === null
        ? null
        : { id: String(row['file_id']), name: String(row['file_name']), size: Number(row['file_size']) },
  };
}
