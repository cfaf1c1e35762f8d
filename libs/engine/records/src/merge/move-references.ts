import { parentField } from '@ruyi/engine/access';
import type { ModuleModel } from '@ruyi/engine/model';
import type { ChangeWriter } from '../write/change-writer.js';
import { referenceFields } from '../write/reference-fields.js';
import { referringRecords } from '../write/referring-records.js';
import { repointed } from '../write/repointed.js';
import type { WriteSession } from '../write/write-session.js';
import type { MergedRecords } from './merged-records.js';
import { MOST_MOVES, tooManyMoves } from './refuse-too-many.js';

/** Records read at once. */
const BATCH = 500;

/**
 * Lets every record that refers to those that go, in whichever field of whichever module, the recycle bin included, refer
 * to the one that stays. Whoever may merge moves them all: they would refer to a deleted record otherwise.
 */
export async function moveReferences(
  writer: ChangeWriter,
  session: WriteSession,
  merged: MergedRecords & { readonly module: ModuleModel; readonly changeSet: string },
): Promise<void> {
  const { module: target, into, from, changeSet } = merged;
  const gone = new Set(from.map(({ id }) => id));
  const asked = { ids: [...gone], except: [into.id, ...gone], limit: BATCH };
  let moved = 0;
  for (const module of session.model.modules.values()) {
    for (const field of referenceFields(module, target.key)) {
      for (;;) {
        const records = await referringRecords(session, module, field, asked);
        if (records.length === 0) break;
        moved += records.length;
        // Those in the recycle bin have not been counted before.
        if (moved > MOST_MOVES) throw tooManyMoves();
        for (const before of records) {
          const values: Record<string, unknown> = { [field.key]: repointed(before[field.key], gone, into.id) };
          // What followed its customer into the pool comes out of it with the new one.
          if (module.owned && before.ownerId === null && parentField(module) === field.key && into.ownerId !== null)
            values['ownerId'] = into.ownerId;
          await writer.write(session, { module, action: 'merge', before, values, changeSet });
        }
      }
    }
  }
}
