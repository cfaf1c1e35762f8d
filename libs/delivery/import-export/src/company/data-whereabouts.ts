import { sql, type Context, type Database } from '@ruyi/engine/context';

/** Where a company's data is, and how much. */
export interface Whereabouts {
  readonly tenantId: string;
  /** As the operator says it; null: nothing was said. */
  readonly location: string | null;
  readonly since: string;
  readonly people: number;
  /** The recycle bin with them. */
  readonly records: number;
  readonly files: { readonly count: number; readonly bytes: number };
}

/** Counts what a company has here. */
export class DataWhereabouts {
  constructor(
    private readonly database: Database,
    private readonly location: string | null,
  ) {}

  async of(ctx: Context): Promise<Whereabouts> {
    const { tenantId } = ctx;
    const [rows = []] = await this.database.read(tenantId, [
      sql`select t.created_at,
            (select count(*)::int from app_user where tenant_id = ${tenantId}) as people,
            (select count(*)::int from record where tenant_id = ${tenantId}) as records,
            (select count(*)::int from file where tenant_id = ${tenantId}) as files,
            (select coalesce(sum(size), 0)::float8 from file where tenant_id = ${tenantId}) as bytes
          from tenant t where t.id = ${tenantId}`,
    ]);
    const row = rows[0] ?? {};
    return {
      tenantId,
      location: this.location,
      since: new Date(row['created_at'] as string | Date).toISOString(),
      people: Number(row['people']),
      records: Number(row['records']),
      files: { count: Number(row['files']), bytes: Number(row['bytes']) },
    };
  }
}
