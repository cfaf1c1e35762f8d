import { mayEver } from '@ruyi/engine/access';
import { sql } from '@ruyi/engine/context';
import {
  isPointer,
  type RecordItem,
  type RecordReader,
  type TimelineItem,
  type TimelineSource,
} from '@ruyi/engine/records';

/** Contacts whose follow-ups are on their customer's timeline. */
const CONTACTS = 300;

/** Follow-ups of a record on its timeline; on a customer's also those of its contacts. */
export function followUpSource(reader: RecordReader): TimelineSource {
  return {
    kinds: ['followUp'],
    async list({ session, module, record }, { before, limit }) {
      const { ctx, model, actor } = session;
      if (!mayEver(model, actor, 'read', 'followUps')) return [];
      const targets = [record.id];
      if (module.key === 'customers' && mayEver(model, actor, 'read', 'contacts')) {
        const contacts = await reader.list(ctx, 'contacts', {
          filter: { field: 'customer', op: 'eq', value: record.id },
          fields: ['id'],
          limit: 200,
        });
        targets.push(...contacts.items.slice(0, CONTACTS).map((contact) => contact.id));
      }
      const page = await reader.list(ctx, 'followUps', {
        filter: {
          and: [
            { field: 'target', op: 'in', value: targets },
            ...(before ? [{ field: 'createdAt', op: 'lte' as const, value: before.at }] : []),
          ],
        },
        sort: [{ field: 'createdAt', descending: true }],
        limit: Math.min(limit, 200),
      });
      const files = await filesOf(session.run, ctx.tenantId, page.items);
      return page.items.map((item) => toTimeline(item, files));
    },
  };
}

type Files = ReadonlyMap<string, NonNullable<TimelineItem['files']>[number]>;

function fileIds(item: RecordItem): string[] {
  return [item['photos'], item['attachments']].flatMap((ids) => (Array.isArray(ids) ? ids.map(String) : []));
}

async function filesOf(
  run: (statements: readonly ReturnType<typeof sql>[]) => Promise<Record<string, unknown>[][]>,
  tenantId: string,
  items: readonly RecordItem[],
): Promise<Files> {
  const ids = items.flatMap(fileIds);
  if (ids.length === 0) return new Map();
  const [rows = []] = await run([
    sql`select id, name, size, type from file where tenant_id = ${tenantId} and id = any(${ids}::uuid[])`,
  ]);
  return new Map(
    rows.map((row) => [
      String(row['id']),
      { id: String(row['id']), name: String(row['name']), size: Number(row['size']), type: String(row['type']) },
    ]),
  );
}

function toTimeline(item: RecordItem, files: Files): TimelineItem {
  const creator = item['createdBy'];
  const target = item['target'];
  const next = item['nextContactAt'];
  const attached = fileIds(item).flatMap((id) => files.get(id) ?? []);
  return {
    id: item.id,
    kind: 'followUp',
    at: String(item['createdAt']),
    by: typeof creator === 'string' ? { id: creator, name: item._display['createdBy'] ?? '' } : null,
    title: [
      item._display['means'],
      item._display['contact'] ?? (isPointer(target) && target.module === 'contacts' ? item._display['target'] : null),
    ]
      .filter(Boolean)
      .join(' · '),
    text: typeof item['content'] === 'string' ? item['content'] : '',
    record: { module: 'followUps', id: item.id },
    ...(attached.length > 0 ? { files: attached } : {}),
    ...(typeof next === 'string' ? { nextContactAt: next } : {}),
    ...(typeof item['means'] === 'string' ? { means: item['means'] } : {}),
  };
}
