import { isPointer } from './record-pointer.js';

/** The value of a reference or a list of them with the named records replaced by another one, or taken out. */
export function repointed(value: unknown, gone: ReadonlySet<string>, into: string | null): unknown {
  if (isPointer(value)) {
    if (!gone.has(value.id)) return value;
    return into === null ? null : { module: value.module, id: into };
  }
  if (Array.isArray(value)) {
    const ids = value.flatMap((id: unknown) => (typeof id === 'string' && gone.has(id) ? (into ?? []) : [id]));
    return ids.length === 0 ? null : [...new Set(ids)];
  }
  return typeof value === 'string' && gone.has(value) ? into : value;
}
