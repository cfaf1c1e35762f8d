import { sql } from '@ruyi/engine/context';
import type { ModuleModel } from '@ruyi/engine/model';
import { addTeamMember } from '../team/team-statements.js';
import type { StoredRecord } from '../write/stored-record.js';
import type { WriteSession } from '../write/write-session.js';
import type { MergedRecords } from './merged-records.js';
import type { MergeSides } from './merge-sides.js';

const HOLDERS: ReadonlySet<string> = new Set(['files', 'images', 'signature']);

/**
 * Gives the record that stays what hangs on the others beside references: team, watchers, and those of their files that it
 * shows from now on. Messages stay with whom they were sent to, since receipts and unsubscribing find them there; they are
 * on the timeline of the record that stays by `merged_record`.
 */
export async function joinSides(
  session: WriteSession,
  module: ModuleModel,
  { from }: MergedRecords,
  result: { readonly after: StoredRecord; readonly team: MergeSides['team'] },
): Promise<MergeSides> {
  const { ctx, tx } = session;
  const { after, team } = result;
  const gone = from.map(({ id }) => id);
  const shown = [...module.fields.values()]
    .filter(({ type }) => HOLDERS.has(type))
    .flatMap(({ key }) => [after[key]].flat())
    .filter((id): id is string => typeof id === 'string');
  const [watchers = [], files = []] = await tx.pipeline([
    sql`insert into record_watch (tenant_id, user_id, record_id)
        select distinct ${ctx.tenantId}::uuid, w.user_id, ${after.id}::uuid from record_watch w
        where w.tenant_id = ${ctx.tenantId} and w.record_id = any(${gone}::uuid[])
        on conflict do nothing returning user_id`,
    sql`with hung as (
          select f.id, f.record_id from file f
          where f.tenant_id = ${ctx.tenantId} and f.id = any(${shown}::uuid[]) and f.record_id = any(${gone}::uuid[])
          order by f.id for update
        )
        update file f set record_id = ${after.id} from hung where f.tenant_id = ${ctx.tenantId} and f.id = hung.id
        returning f.id, hung.record_id as record`,
    ...team.map(({ userId, after: place }) => addTeamMember(ctx, after.id, { userId, ...place })),
  ]);
  return {
    team,
    watchers: watchers.map((row) => String(row['user_id'])),
    files: files.map((row) => ({ id: String(row['id']), record: String(row['record']) })),
  };
}
