import type { AuditDetail, AuditedValue } from './audit-detail.js';

/** What differs between two states of the same thing, as the log keeps it. A part that one of them lacks is empty there. */
export function changedParts(
  was: Readonly<Record<string, AuditedValue>>,
  is: Readonly<Record<string, AuditedValue>>,
): { readonly before: AuditDetail; readonly after: AuditDetail } {
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (key) => JSON.stringify(was[key] ?? null) !== JSON.stringify(is[key] ?? null),
  );
  const of = (state: Readonly<Record<string, AuditedValue>>): AuditDetail =>
    Object.fromEntries(keys.map((key) => [key, state[key] ?? null]));
  return { before: of(was), after: of(is) };
}
