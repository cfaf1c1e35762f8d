import type { MessageKey } from './messages.js';
import type { ErrorCode, Issue } from './problem.js';

export interface AppErrorOptions {
  readonly issues?: readonly Issue[];
  /** Message catalogue key of `detail`; the code's own message when absent. */
  readonly key?: MessageKey;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly meta?: Readonly<Record<string, unknown>>;
  /** Seconds, for 429. */
  readonly retryAfter?: number;
  readonly cause?: unknown;
}

/** The one error that the product throws on purpose; transport turns it into a {@link Problem}. */
export class AppError extends Error {
  readonly issues: readonly Issue[];
  readonly key: MessageKey;
  readonly params: Readonly<Record<string, string | number>>;
  readonly meta: Readonly<Record<string, unknown>> | undefined;
  readonly retryAfter: number | undefined;

  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 503,
    readonly code: ErrorCode,
    options: AppErrorOptions = {},
  ) {
    super(options.key ?? code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.issues = options.issues ?? [];
    this.key = options.key ?? code;
    this.params = options.params ?? {};
    this.meta = options.meta;
    this.retryAfter = options.retryAfter;
  }

  static invalid(issues: readonly Issue[]): AppError {
    return new AppError(422, issues[0]?.code ?? 'invalid', { issues });
  }

  /** The same for what does not exist and for what the caller may not see. */
  static notFound(): AppError {
    return new AppError(404, 'notFound');
  }

  static notAllowed(key?: MessageKey): AppError {
    return new AppError(403, 'notAllowed', key ? { key } : {});
  }
}
