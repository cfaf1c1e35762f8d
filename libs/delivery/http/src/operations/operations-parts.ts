/** What operations need of the platform. */
export interface OperationsParts {
  readonly readiness: { report(): Promise<{ readonly status: 'ok' | 'unavailable'; readonly checks: object }> };
  readonly metrics: { readonly contentType: string; text(): Promise<string> };
  /** Null: no sinks run here, there is no development page. */
  readonly outbox: { readonly style: string; html(): Promise<string>; json(): Promise<object> } | null;
}

export const OPERATIONS_PARTS = Symbol('OperationsParts');
