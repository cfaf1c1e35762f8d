/** What a cache of companies' data has done since the process began. */
export interface CacheFigures {
  /** Companies, or versions of theirs, that it holds. */
  readonly entries: number;
  readonly hits: number;
  /** Times that the database was asked. */
  readonly misses: number;
}
