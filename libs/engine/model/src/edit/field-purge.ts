import { sql, type Context, type Database, type Row, type Transaction } from '@ruyi/engine/context';
import type { JobRuns } from '@ruyi/engine/events';
import { fieldOrThrow, moduleOrThrow } from '../model-lookup.js';
import type { ModuleDefinition } from '../module-definition.js';
import type { ModuleModel } from '../tenant-model.js';
import { MetadataSession } from './metadata-session.js';
import { refused } from './refuse.js';
import type { RecordsChanged } from './option-replacement.js';

export const PURGE_FIELD = 'metadata.purgeField';

/** As many as one page of a list may have: whoever follows the change reads them as one. */
const BATCH = 200;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Takes a field that is out of use away for good: it is gone at once, its values by a job. Answers the job's id. */
export async function startFieldPurge(
  ports: { readonly database: Database; readonly shipped: readonly ModuleDefinition[]; readonly jobs: JobRuns },
  ctx: Context,
  moduleKey: string,
  key: string,
): Promise<string> {
  return MetadataSession.change(ports, ctx, async (session) => {
    const field = fieldOrThrow(moduleOrThrow(session.model, moduleKey), key);
    if (field.origin !== 'custom') throw refused('', 'notAllowed', 'notAllowed.purgeShipped');
    if (!field.retired) throw refused('', 'notAllowed', 'notAllowed.purgeInUse');
    // Until its index is empty, the slot is not another field's.
    if (session.fieldOverlay(moduleKey, key)?.indexState !== undefined)
      throw refused('', 'notAllowed', 'notAllowed.purgeIndexed');
    await session.tx.query(
      sql`update field_def set purged_at = now(), settings = '{}', updated_at = now(), updated_by = ${ctx.userId}
          where tenant_id = ${ctx.tenantId} and module_key = ${moduleKey} and field_key = ${key}`,
    );
    await session.audit('field.purge', moduleKey, key, { name: field.label.zh });
    return ports.jobs.start(session.ctx, session.tx, {
      name: PURGE_FIELD,
      label: { zh: `清除字段 ${field.label.zh}`, en: `Purge field ${field.label.en ?? field.label.zh}` },
      module: moduleKey,
      payload: { module: moduleKey, field: key, isFiles: ['files', 'images', 'signature'].includes(field.type) },
    });
  });
}

interface PurgeStep {
  readonly module: ModuleModel;
  readonly field: string;
  /** Whether the values are files, which no record shows any more. */
  readonly isFiles: boolean;
  /** Go on behind this record. */
  readonly after: string | null;
}

/** Takes the values of the next records out of record, history and search. Answers how many had one, and the last record. */
export async function purgeFieldValues(
  ctx: Context,
  tx: Transaction,
  { module, field, isFiles, after }: PurgeStep,
  listener: RecordsChanged,
): Promise<{ readonly purged: number; readonly last: string | null }> {
  const rows = await tx.query<Row>({
    text: `select id, custom -> $3::text as value from ${module.table} where tenant_id = $1 and id > $2 order by id limit ${BATCH} for update`,
    values: [ctx.tenantId, after ?? FIRST, field],
  });
  const ids = rows.map((row) => String(row['id']));
  const having = rows.filter((row) => row['value'] !== null);
  await tx.pipeline([
    sql`select purge_field_history(${ids}::uuid[], ${module.key}, ${field})`,
    sql`update record_merge set unaudited = unaudited - ${field}::text
        where tenant_id = ${ctx.tenantId} and into_id = any(${ids}::uuid[])`,
  ]);
  if (having.length > 0) {
    const changed = having.map((row) => String(row['id']));
    await tx.query({
      text: `update ${module.table} set custom = custom - $3::text where tenant_id = $1 and id = any($2::uuid[])`,
      values: [ctx.tenantId, changed, field],
    });
    if (isFiles) await releaseFiles(ctx, tx, having);
    await listener.recordsChanged(ctx, tx, { module: module.key, field, ids: changed });
  }
  return { purged: having.length, last: rows.length < BATCH ? null : (ids.at(-1) ?? null) };
}

/** Files without a record are taken away after their time. */
async function releaseFiles(ctx: Context, tx: Transaction, rows: readonly Row[]): Promise<void> {
  const files = rows.flatMap((row) => [row['value']].flat()).map(String);
  await tx.query(
    sql`update file set record_id = null, module_key = null where tenant_id = ${ctx.tenantId} and id = any(${files}::uuid[])`,
  );
}
