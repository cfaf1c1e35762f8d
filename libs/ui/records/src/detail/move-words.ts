import type { FieldChange, TimelineEntry } from '@ruyi/ui/data-access';

type Told = Pick<TimelineEntry, 'state' | 'changes' | 'text'>;

const MOVES: readonly string[] = ['claim', 'allocate', 'putInPool', 'reclaim', 'transfer'];

/** A change of owner or pool as one sentence: from whom or which pool to which, and why. Null where it is no such change. */
export function moveWords(
  t: (key: string, params?: Record<string, string>) => string,
  { state, changes = [], text }: Told,
): string | null {
  if (!state || !MOVES.includes(state)) return null;
  const owner = changes.find(({ field }) => field === 'ownerId');
  const pool = changes.find(({ field }) => field === 'poolId');
  // What is allocated out of no pool goes from one owner to the other.
  const kind = state === 'allocate' && !pool?.beforeText && owner?.beforeText ? 'transfer' : state;
  const words = t(`records.move.${kind}`, {
    from: sideWords(t, kind, 'before', owner, pool),
    to: sideWords(t, kind, 'after', owner, pool),
  });
  return text ? t('records.move.why', { what: words, reason: text }) : words;
}

/** Where it came from or went to: a pool, a person, or nothing where the reader may not see that. */
function sideWords(
  t: (key: string, params?: Record<string, string>) => string,
  kind: string,
  side: 'before' | 'after',
  owner: FieldChange | undefined,
  pool: FieldChange | undefined,
): string {
  const isPool =
    side === 'before' ? kind === 'claim' || kind === 'allocate' : kind === 'putInPool' || kind === 'reclaim';
  const name = (isPool ? pool : owner)?.[side === 'before' ? 'beforeText' : 'afterText'] ?? '';
  if (isPool) return name === '' ? t('records.move.aPool') : t('records.move.pool', { name });
  if (name === '') return side === 'before' ? '' : t('records.move.somebody');
  return side === 'before' ? t('records.move.fromOwner', { name }) : name;
}
