/** Told of everything that nobody expected. */
export interface ErrorLog {
  error(details: object, message: string): void;
}

export const ERROR_LOG = Symbol('ErrorLog');
