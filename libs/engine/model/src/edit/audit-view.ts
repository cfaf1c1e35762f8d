import type { View } from '@ruyi/contract/metadata';
import { changedParts, type AuditedValue } from '@ruyi/engine/context';
import type { MetadataSession } from './metadata-session.js';

/** Keeps who changed a view that others see. A private one is its owner's own affair. */
export async function auditView(
  session: MetadataSession,
  module: string,
  was: View | null,
  is: View | null,
): Promise<void> {
  const view = is ?? was;
  if (!view || ![was, is].some((each) => each && each.ownerId === undefined)) return;
  const action = is ? (was ? 'view.edit' : 'view.create') : view.origin === 'shipped' ? 'view.reset' : 'view.delete';
  await session.audit(action, module, view.key, {
    name: view.label.zh,
    ...(is ? changedParts(was ? settingsOf(was) : {}, settingsOf(is)) : {}),
  });
}

function settingsOf(view: View): Record<string, AuditedValue> {
  const { key: _, origin: __, ownerId, ...settings } = view;
  return { ...settings, visibility: ownerId === undefined ? 'shared' : 'private' } as unknown as Record<
    string,
    AuditedValue
  >;
}
