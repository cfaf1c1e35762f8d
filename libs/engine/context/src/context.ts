import type { Locale } from '@ruyi/contract/metadata';

/** Who asks, for which tenant, in which language and zone. The first argument of every engine call; serialisable. */
export interface Context {
  readonly tenantId: string;
  /** The acting user; null for the system itself (sweep, seeding). The system passes every access check. */
  readonly userId: string | null;
  readonly locale: Locale;
  /** IANA name; the tenant's zone. */
  readonly timeZone: string;
  /** ISO 4217. */
  readonly baseCurrency: string;
  /** Grows with every change of metadata; keys the model cache. Read with the session on every request. */
  readonly modelVersion: number;
  /** Grows with every change of users, departments and roles; keys the access cache. */
  readonly accessVersion: number;
  /** The request that asked for it, directly or by a job; null where nobody asked. The log names it. */
  readonly requestId: string | null;
}
