import type { Context, Row } from '@ruyi/engine/context';
import type { ReadPorts } from '../read/read-session.js';
import type { RecordReader } from '../read/record-reader.js';
import type { Values } from '../write/record-change.js';
import { changeTexts, type FieldChange } from './change-texts.js';
import { mergeNotes } from './merge-notes.js';
import { seeRecord, type RecordSight } from './record-sight.js';
import type { TimelinePlace } from './timeline-item.js';

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

/** The record's changes before a place, newest first. */
export async function historyItems(
  { session, module, record, rights }: RecordSight,
  page: { readonly before?: TimelinePlace | null; readonly after?: string | undefined; readonly limit: number },
): Promise<HistoryItem[]> {
  const { before = null, after = null, limit } = page;
  const [rows = []] = await session.run([
    {
      text: `select id, module_key, at, action, actor_id, change_set, before, after, note from history
             where tenant_id = $1 and record_id = $2 and ($3::uuid is null or (at, id) < (select h.at, h.id from history h where h.tenant_id = $1 and h.record_id = $2 and h.id = $3))
               and ($4::timestamptz is null or (at, id) < ($4, $5::uuid))
             order by at desc, id desc limit $6`,
      values: [session.ctx.tenantId, record.id, after, before?.at ?? null, before?.id ?? null, limit],
    },
  ]);
  const changes = await changeTexts(
    session,
    module.fields,
    rights,
    rows.map((row) => ({ before: row['before'] as Values, after: row['after'] as Values })),
  );
  const notes = await mergeNotes(
    session,
    rows.map((row) => ({ module: String(row['module_key']), note: row['note'] as Values | null })),
  );
  return rows.map((row, index) =>
    toItem({ ...row, note: notes[index] }, changes[index] ?? [], (id) => session.actor.data.users.get(id)?.name ?? ''),
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
