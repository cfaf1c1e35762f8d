/** What happens to records, as others are told of it; `updated` is every change that has no name of its own. */
export const RECORD_EVENTS = [
  'created',
  'updated',
  'deleted',
  'restored',
  'purged',
  'transferred',
  'claimed',
  'allocated',
  'putInPool',
  'reclaimed',
] as const;
export type RecordEvent = (typeof RECORD_EVENTS)[number];

/** Events that only records which can lie in a pool have. */
export const POOL_EVENTS: ReadonlySet<RecordEvent> = new Set(['claimed', 'allocated', 'putInPool', 'reclaimed']);
