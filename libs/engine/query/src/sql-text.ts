/** Parameters of one statement under construction; the first is always the tenant. */
export class Parameters {
  readonly values: unknown[];
  private aliases = 0;

  constructor(tenantId: string) {
    this.values = [tenantId];
  }

  /** The placeholder of a value. Never shared: the text of a statement must not depend on which values are equal. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  /** A fresh table alias. */
  alias(): string {
    this.aliases += 1;
    return `r${this.aliases}`;
  }
}

/** The tenant's placeholder. */
export const TENANT = '$1::uuid';
/** Alias of the table whose records are read. */
export const BASE = 't';
