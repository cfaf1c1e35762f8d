const BROKEN = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ESOCKETTIMEDOUT', 'ECONNABORTED']);

/**
 * Whether a cloud's SDK lost the connection or its patience after it may have handed the request over. The SDKs say no
 * more than a code or words; a connection that was never made is the one case that is known to have done nothing.
 */
export function isOutcomeUnknown(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (/ConnectTimeout|ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(error.message)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && BROKEN.has(code)) return true;
  return /ReadTimeout|socket hang up|network timeout|ECONNRESET|aborted/i.test(error.message);
}
