import type { ApiClient } from '@ruyi/testing';

/** One request of an operation that has to succeed. */
export interface Example {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Who sends it; the company's admin unless told. */
  readonly client?: ApiClient;
}
