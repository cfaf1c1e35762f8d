import type { ErrorCode, Issue, MessageKey } from '@ruyi/contract/errors';

/** A canonical value, null when empty, or what is wrong with the input; issue paths are relative to the field. */
export type ParseResult<T> =
  { readonly ok: true; readonly value: T | null } | { readonly ok: false; readonly issues: readonly Issue[] };

export function accepted<T>(value: T | null): ParseResult<T> {
  return { ok: true, value };
}

export interface RefusalDetails {
  readonly path?: string;
  readonly key?: MessageKey;
  readonly params?: Readonly<Record<string, string | number>>;
}

export function refused(code: ErrorCode, details: RefusalDetails = {}): { ok: false; issues: readonly Issue[] } {
  const { path = '', key, params } = details;
  return { ok: false, issues: [{ path, code, ...(key ? { key } : {}), ...(params ? { params } : {}) }] };
}

/** `('address', 'geo.lat')` → `address.geo.lat`. */
export function joinPath(...parts: readonly (string | number)[]): string {
  return parts.filter((part) => part !== '').join('.');
}

/** Makes issues relative to a field relative to what holds it. */
export function prefixIssues(prefix: string | number, issues: readonly Issue[]): readonly Issue[] {
  return issues.map((issue) => ({ ...issue, path: joinPath(prefix, issue.path) }));
}
