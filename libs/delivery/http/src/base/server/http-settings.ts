/** What the HTTP side must know of its surroundings. */
export interface HttpSettings {
  /** Where browsers reach the product, without a slash at the end: `https://crm.example.com`. Absent: as the request came in. */
  readonly publicOrigin?: string;
  /** Whether `X-Forwarded-*` of a proxy in front is believed. */
  readonly trustProxy?: boolean | string;
  /** JSON bodies beyond this are refused with 413. */
  readonly bodyLimit?: number;
  /** Requests of one company that are worked on at a time: below the number of database connections. */
  readonly tenantTurns?: number;
}

export const HTTP_SETTINGS = Symbol('HttpSettings');
