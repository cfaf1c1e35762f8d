import type { RecordEvent } from '@ruyi/contract/metadata';
import type { RecordHappening } from '@ruyi/engine/events';
import { UNRECORDED } from './history-row.js';
import type { RecordChange } from './record-change.js';
import { sameValue } from './same-value.js';

const EVENT_OF_ACTION: Readonly<Record<string, RecordEvent>> = {
  transfer: 'transferred',
  claim: 'claimed',
  allocate: 'allocated',
  putInPool: 'putInPool',
  reclaim: 'reclaimed',
};

/** What a change is to those outside. */
export function happeningOf(change: RecordChange): RecordHappening {
  const { before, after } = change;
  const fields = Object.keys(change.values).filter(
    (key) => !UNRECORDED.has(key) && !sameValue(before?.[key] ?? null, after[key] ?? null),
  );
  return { module: change.module.key, record: change.id, event: eventOf(change), fields };
}

/** An undo of a deletion restores, whatever it is called in the history. */
function eventOf({ before, after, action }: RecordChange): RecordEvent {
  if (before === null) return 'created';
  if (before.deletedAt === null && after.deletedAt !== null) return 'deleted';
  if (before.deletedAt !== null && after.deletedAt === null) return 'restored';
  return EVENT_OF_ACTION[action] ?? 'updated';
}
