/** What PostgreSQL said about a failure, wherever it is wrapped. */
export interface DatabaseFailure {
  readonly code: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly column?: string;
  readonly detail?: string;
  readonly message: string;
}

const SQL_STATE = /^[0-9A-Z]{5}$/;

function isFailure(value: object): value is DatabaseFailure {
  const { code } = value as { code?: unknown };
  return typeof code === 'string' && SQL_STATE.test(code) && 'severity' in value;
}

/** Finds PostgreSQL's own error in an error, its cause or TypeORM's wrapper; null when there is none. */
export function databaseFailureOf(error: unknown): DatabaseFailure | null {
  let current: unknown = error;
  for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth += 1) {
    if (isFailure(current)) return current;
    const { cause, driverError } = current as { cause?: unknown; driverError?: unknown };
    current = driverError ?? cause;
  }
  return null;
}

/** The five characters of SQLSTATE, or null when the error is not PostgreSQL's. */
export function sqlStateOf(error: unknown): string | null {
  return databaseFailureOf(error)?.code ?? null;
}
