/** Somebody who sees everything in the database, past row-level security. */
export interface DatabaseView {
  query<R extends object>(text: string, values?: readonly unknown[]): Promise<R[]>;
}
