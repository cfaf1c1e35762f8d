import { sql, type Context, type Statement } from '@ruyi/engine/context';
import { feedStatement } from '@ruyi/engine/events';
import { removeSearchRow, searchRowStatements } from '../search/search-row-statements.js';
import type { RecordChange, Values } from './record-change.js';
import { sameValue } from './same-value.js';
import type { StoredRecord } from './stored-record.js';

/** Those of the values that the record does not have yet. */
export function changedValues(before: StoredRecord, values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([key, value]) => !sameValue(before[key], value)));
}

/** Keeps the register of all modules' records in step. */
export function registryStatements(ctx: Context, change: RecordChange): Statement[] {
  const { before, after, module } = change;
  if (!before) {
    return [
      sql`insert into record (tenant_id, id, module_key, owner_id)
          values (${ctx.tenantId}, ${change.id}, ${module.key}, ${after.ownerId})`,
    ];
  }
  if (before.ownerId === after.ownerId && before.deletedAt === after.deletedAt) return [];
  return [
    sql`update record set owner_id = ${after.ownerId}, deleted_at = ${after.deletedAt}
        where tenant_id = ${ctx.tenantId} and id = ${change.id}`,
  ];
}

/** Keeps the search in step where something that it holds has changed. */
export function searchStatements(ctx: Context, change: RecordChange): Statement[] {
  const { module, after, before, id } = change;
  if (after.deletedAt !== null) return [removeSearchRow(ctx, id)];
  const searched = [...module.fields.values()].filter((field) => field.search).map((field) => field.key);
  return before === null || change.touches('deletedAt', ...searched) ? searchRowStatements(ctx, module, after) : [];
}

/** Tells the browsers of those whom the record concerns. */
export function recordEvent(ctx: Context, change: RecordChange): Statement {
  const users = new Set(
    [change.before?.ownerId, change.after.ownerId, ctx.userId].filter((id): id is string => typeof id === 'string'),
  );
  return feedStatement(ctx, {
    kind: 'record',
    users: [...users],
    data: { module: change.module.key, id: change.id, action: change.action },
  });
}
