import type { ModuleDescription } from '@ruyi/contract/metadata';
import type { ApiRecord, SessionStore } from '@ruyi/ui/data-access';

/** What the pages offer to do with records; the API's action keys, and some that are the client's own. */
export const RECORD_ACTIONS = [
  'open',
  'edit',
  'copy',
  'transfer',
  'claim',
  'allocate',
  'putInPool',
  'lock',
  'unlock',
  'sendMail',
  'sendSms',
  'consent',
  'merge',
  'export',
  'delete',
  'restore',
  'purge',
] as const;
export type RecordAction = (typeof RECORD_ACTIONS)[number];

/** As many records as can be seen side by side. */
export const MERGEABLE = { least: 2, most: 5 } as const;

/** Where records are acted upon. */
export interface ActionPlace {
  readonly module: ModuleDescription;
  readonly session: Pick<SessionStore, 'can' | 'canAdminister'>;
  /** In the recycle bin. */
  readonly deleted: boolean;
  /** On the pool's page. */
  readonly pool: boolean;
}

/** Whether consent to messages is recorded for the module's records. */
export function takesConsent(module: ModuleDescription): boolean {
  return module.actions.some((action) => action.key === 'consent');
}

/** For good only by those who run the company's data. */
function inBin(session: Pick<SessionStore, 'canAdminister'>): readonly RecordAction[] {
  return session.canAdminister('metadata') ? ['restore', 'purge'] : ['restore'];
}

/** What may be offered for ticked rows; the server has the last word for each. */
export function bulkActions({ module, session, deleted, pool }: ActionPlace): readonly RecordAction[] {
  const can = (action: Parameters<SessionStore['can']>[0]): boolean => session.can(action, module.key);
  if (deleted) return can('delete') ? inBin(session) : [];
  const list: (RecordAction | false)[] = pool
    ? [
        can('claim') && 'claim',
        can('allocate') && 'allocate',
        can('send') && 'sendSms',
        can('send') && 'sendMail',
        can('export') && 'export',
        can('delete') && 'delete',
      ]
    : [
        can('transfer') && module.owned && 'transfer',
        module.poolable && can('putInPool') && 'putInPool',
        can('send') && 'sendSms',
        can('send') && 'sendMail',
        can('edit') && takesConsent(module) && 'consent',
        can('edit') && 'edit',
        module.poolable && can('lock') && 'lock',
        module.poolable && can('lock') && 'unlock',
        can('edit') && can('delete') && 'merge',
        can('export') && 'export',
        can('delete') && 'delete',
      ];
  return list.filter((action): action is RecordAction => action !== false);
}

/** What may be offered for one row of a list, where its `_can` is not known yet. */
export function rowActions(place: ActionPlace, row: ApiRecord): readonly RecordAction[] {
  const { module, session } = place;
  if (place.deleted) return session.can('delete', module.key) ? inBin(session) : [];
  const pooled = module.poolable && typeof row['poolId'] === 'string';
  const all: readonly RecordAction[] = [
    'open',
    ...(session.can('edit', module.key) && !place.pool ? (['edit'] as const) : []),
    ...(session.can('create', module.key) ? (['copy'] as const) : []),
    ...bulkActions({ ...place, pool: place.pool || pooled }).filter(
      (action) =>
        !['edit', 'merge', 'export', 'sendMail', 'sendSms', 'consent'].includes(action) &&
        !(action === 'lock' && row['locked'] === true) &&
        !(action === 'unlock' && row['locked'] !== true),
    ),
  ];
  return all;
}

/** What the server says may be done with a single record. */
export function recordActions(place: ActionPlace, record: ApiRecord): readonly RecordAction[] {
  const can = record._can;
  if (!can) return rowActions(place, record);
  if (record.deletedAt) return can.includes('restore') || can.includes('delete') ? inBin(place.session) : [];
  const pooled = typeof record['poolId'] === 'string';
  const locked = record['locked'] === true;
  const list: (RecordAction | false)[] = [
    can.includes('edit') && 'edit',
    can.includes('claim') && pooled && 'claim',
    can.includes('allocate') && pooled && 'allocate',
    can.includes('transfer') && !pooled && 'transfer',
    can.includes('putInPool') && !pooled && 'putInPool',
    can.includes('lock') && !pooled && (locked ? 'unlock' : 'lock'),
    can.includes('send') && 'sendSms',
    can.includes('send') && 'sendMail',
    can.includes('edit') && takesConsent(place.module) && 'consent',
    place.session.can('create', place.module.key) && 'copy',
    can.includes('delete') && 'delete',
  ];
  return list.filter((action): action is RecordAction => action !== false);
}
