/** The host had the request and no whole answer came: what it asked for may have been done. */
export class OutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'OutcomeUnknown';
  }
}
