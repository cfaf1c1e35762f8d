import { HttpErrorResponse } from '@angular/common/http';
import type { ErrorCode, Problem } from '@ruyi/contract/errors';

/** `offline`: no answer came at all. */
export type ProblemCode = ErrorCode | 'offline';

/** One field's error, as a form shows it. */
export interface ProblemIssue {
  readonly path: string;
  readonly code: ErrorCode;
  readonly message: string;
}

/** What every call of {@link ApiClient} rejects with. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: ProblemCode,
    /** For the reader, in their language; empty when the server sent none. */
    readonly detail: string,
    readonly issues: readonly ProblemIssue[] = [],
    readonly meta: Readonly<Record<string, unknown>> = {},
    readonly retryAfter: number | undefined = undefined,
  ) {
    super(detail || code);
    this.name = 'ApiProblem';
  }

  /** Trying again may help: no answer, too many requests, or the server's own fault. */
  get retryable(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  /** The message of the issue at a path, or below it (`mobile`, `address.region`). */
  issueAt(path: string): string | undefined {
    return this.issues.find((issue) => issue.path === path || issue.path.startsWith(`${path}.`))?.message;
  }

  static from(error: unknown): ApiProblem {
    if (error instanceof ApiProblem) return error;
    if (error instanceof HttpErrorResponse) return fromResponse(error);
    return new ApiProblem(500, 'internal', error instanceof Error ? error.message : '');
  }
}

function fromResponse(response: HttpErrorResponse): ApiProblem {
  if (response.status === 0) return new ApiProblem(0, 'offline', '');
  const body: unknown = response.error;
  const retryAfter = Number(response.headers.get('Retry-After')) || undefined;
  if (!isProblem(body)) return new ApiProblem(response.status, codeOfStatus(response.status), '', [], {}, retryAfter);
  return new ApiProblem(
    response.status,
    body.code,
    body.detail || body.title || '',
    body.errors ?? [],
    body.meta ?? {},
    retryAfter,
  );
}

function isProblem(body: unknown): body is Partial<Problem> & Pick<Problem, 'code'> {
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string';
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'notAllowed';
  if (status === 404) return 'notFound';
  if (status === 429) return 'tooManyRequests';
  return status >= 500 ? 'internal' : 'invalid';
}
