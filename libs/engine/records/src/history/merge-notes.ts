import { namesOfRecords } from '../read/display-names.js';
import type { ReadSession } from '../read/read-session.js';
import type { Values } from '../write/record-change.js';

interface Noted {
  readonly module: string;
  readonly note: Values | null;
}

/**
 * The notes of changes with the records that a merge names as `{id, name}`: `into` of one that went, `merged` of one that
 * stayed. Both null where the reader does not see it. Other notes are as they are.
 */
export async function mergeNotes(session: ReadSession, changes: readonly Noted[]): Promise<(Values | null)[]> {
  const wanted = new Map<string, Set<string>>();
  for (const { module, note } of changes) {
    const ids = idsOf(note);
    if (ids.length > 0) wanted.set(module, new Set([...(wanted.get(module) ?? []), ...ids]));
  }
  if (wanted.size === 0) return changes.map(({ note }) => note);
  const names = await namesOfRecords(session, wanted);
  return changes.map(({ module, note }) => {
    if (idsOf(note).length === 0) return note;
    const named = (id: string) => {
      const known = names.get(module);
      return { id: known?.has(id) ? id : null, name: known?.get(id) ?? null };
    };
    const { into, merged } = note ?? {};
    return {
      ...note,
      ...(typeof into === 'string' ? { into: named(into) } : {}),
      ...(Array.isArray(merged) ? { merged: merged.map(String).map(named) } : {}),
    };
  });
}

function idsOf(note: Values | null): string[] {
  const { into, merged } = note ?? {};
  return [into, ...(Array.isArray(merged) ? merged : [])].filter((id): id is string => typeof id === 'string');
}
