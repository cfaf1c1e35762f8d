import { newId, sql, type Context, type Statement } from '@ruyi/engine/context';
import type { RecordChange, Values } from './record-change.js';
import { sameValue } from './same-value.js';

/** Values that change with every write and say nothing in a history. */
export const UNRECORDED: ReadonlySet<string> = new Set([
  'id',
  'version',
  'createdAt',
  'updatedAt',
  'createdBy',
  'updatedBy',
  'deletedAt',
  'deletedBy',
]);

/** One line of a record's history, as the table holds it; documents are JSON texts. */
export interface HistoryRow {
  readonly record: string;
  readonly id: string;
  readonly module: string;
  readonly changeSet: string;
  readonly action: string;
  readonly actor: string | null;
  readonly at: Date;
  readonly version: number;
  readonly before: string;
  readonly after: string;
  readonly note: string | null;
}

/** What the history keeps of a change: the values of audited fields before and after it. */
export function historyRow(ctx: Context, change: RecordChange, values: Values): HistoryRow {
  const keys = Object.keys(values).filter(
    (key) => !UNRECORDED.has(key) && change.module.fields.get(key)?.audited !== false,
  );
  const pick = (from: Values): string =>
    JSON.stringify(
      Object.fromEntries(
        keys.filter((key) => change.before || !sameValue(from[key], null)).map((key) => [key, from[key] ?? null]),
      ),
    );
  // A record that is entered with its original time and maker has its history from then on.
  const at =
    change.before === null && typeof values['createdAt'] === 'string' ? new Date(values['createdAt']) : new Date();
  const actor = change.before === null && typeof values['createdBy'] === 'string' ? values['createdBy'] : ctx.userId;
  return {
    record: change.id,
    id: newId(at),
    module: change.module.key,
    changeSet: change.changeSet,
    action: change.action,
    actor,
    at,
    version: (change.before?.version ?? 0) + 1,
    before: change.before ? pick(change.before) : '{}',
    after: pick(change.after),
    note: change.note ? JSON.stringify(change.note) : null,
  };
}

/** Lines of many records by one statement. */
export function insertHistories(ctx: Context, rows: readonly HistoryRow[]): Statement {
  return {
    text: `insert into history (tenant_id, record_id, id, module_key, change_set, action, actor_id, at, version, before, after, note)
           select $1, h.record, h.id, h.module, h."changeSet", h.action, h.actor, h.at, h.version, h.before::jsonb, h.after::jsonb, h.note::jsonb
           from json_to_recordset($2) as h (record uuid, id uuid, module text, "changeSet" uuid, action text, actor uuid,
             at timestamptz, version int, before text, after text, note text)`,
    values: [ctx.tenantId, JSON.stringify(rows)],
  };
}

export function insertHistory(ctx: Context, row: HistoryRow): Statement {
  return sql`insert into history (tenant_id, record_id, id, module_key, change_set, action, actor_id, at, version, before, after, note)
    values (${ctx.tenantId}, ${row.record}, ${row.id}, ${row.module}, ${row.changeSet}, ${row.action}, ${row.actor}, ${row.at},
      ${row.version}, ${row.before}, ${row.after}, ${row.note})`;
}
