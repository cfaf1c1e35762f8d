import { sql, type Context, type Row } from '@ruyi/engine/context';
import type { ReadPorts } from '../read/read-session.js';
import type { RecordReader } from '../read/record-reader.js';
import type { Values } from '../write/record-change.js';
import { changeTexts, type FieldChange } from './change-texts.js';
import { seeRecord, type RecordSight } from './record-sight.js';

export interface HistoryItem {
  readonly id: string;
  readonly at: string;
  readonly action: string;
  readonly by: { readonly id: string; readonly name: string } | null;
  readonly changeSet: string;
  readonly changes: readonly FieldChange[];
  readonly note?: Values;
}

export interface HistoryPage {
  readonly items: readonly HistoryItem[];
  readonly nextCursor: string | null;
}

/** What happened to a record, newest first, with before and after as the caller may see them. */
export class HistoryReader {
  constructor(
    private readonly ports: ReadPorts,
    private readonly reader: RecordReader,
  ) {}

  async list(
    ctx: Context,
    target: { readonly module: string; readonly id: string },
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<HistoryPage> {
    const sight = await seeRecord(this.ports, this.reader, ctx, target);
    const items = await historyItems(sight, { ...page, limit: page.limit + 1 });
    const shown = items.slice(0, page.limit);
    return { items: shown, nextCursor: items.length > page.limit ? (shown.at(-1)?.id ?? null) : null };
  }
}

/** The record's changes before the one named, newest first. */
export async function historyItems(
  { session, module, record, rights }: RecordSight,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<HistoryItem[]> {
  const [rows = []] = await session.run([
    sql`select id, at, action, actor_id, change_set, before, after, note from history
        where tenant_id = ${session.ctx.tenantId} and record_id = ${record.id} and (${page.after ?? null}::uuid is null or id < ${page.after ?? null})
        order by id desc limit ${page.limit}`,
  ]);
  const changes = await changeTexts(
    session,
    module.fields,
    rights,
    rows.map((row) => ({ before: row['before'] as Values, after: row['after'] as Values })),
  );
  return rows.map((row, index) =>
    toItem(row, changes[index] ?? [], (id) => session.actor.data.users.get(id)?.name ?? ''),
  );
}

function toItem(row: Row, changes: readonly FieldChange[], nameOf: (id: string) => string): HistoryItem {
  const actor = row['actor_id'] as string | null;
  return {
    id: row['id'] as string,
    at: (row['at'] as Date).toISOString(),
    action: row['action'] as string,
    by: actor === null ? null : { id: actor, name: nameOf(actor) },
    changeSet: row['change_set'] as string,
    changes,
    ...(row['note'] === null ? {} : { note: row['note'] as Values }),
  };
}
