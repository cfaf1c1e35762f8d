import type { DuplicateRule } from '@ruyi/contract/metadata';
import type { ModuleModel } from '@ruyi/engine/model';
import type { StoredRecord } from '../write/stored-record.js';
import type { WriteSession } from '../write/write-session.js';
import { alikeByRules } from './alike-by-rules.js';
import type { DuplicateMatch } from './duplicate-match.js';

/** What others than the record's owner look after and that is like it, by the fields of one way of the company's rules. */
export async function othersAlike(
  session: WriteSession,
  module: ModuleModel,
  record: StoredRecord,
  mode: DuplicateRule['mode'],
): Promise<readonly DuplicateMatch[]> {
  if (record.ownerId === null || session.ctx.userId === null) return [];
  const [matches = []] = await alikeByRules(session, {
    module,
    mode,
    records: [{ record }],
    counts: (alike) => alike.ownerId !== null && alike.ownerId !== record.ownerId,
  });
  return matches;
}
