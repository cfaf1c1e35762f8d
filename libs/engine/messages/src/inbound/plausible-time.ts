const FIRST = Date.UTC(2000, 0, 1);

/** When a provider says that something happened, at the latest now; null when it says nothing that can be. */
export function plausibleTime(milliseconds: number): string | null {
  if (!Number.isFinite(milliseconds) || milliseconds < FIRST) return null;
  return new Date(Math.min(milliseconds, Date.now())).toISOString();
}
