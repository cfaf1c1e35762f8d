import { TriedRows } from '@ruyi/engine/records';

/** Of an import that keeps nothing: what its earlier batches would have left, and what tells the records they would have made. */
export class TriedImport {
  readonly #rows = new TriedRows();
  readonly #ids = new Map<string, string>();
  #found: (readonly [key: string, id: string])[] = [];

  /** A batch begins, or is tried again. */
  begin(): TriedRows {
    this.#rows.begin();
    this.#found = [];
    return this.#rows;
  }

  keep(): void {
    this.#rows.keep();
    for (const [key, id] of this.#found) this.#ids.set(key, id);
    this.#found = [];
  }

  foundBy(key: string, id: string): void {
    this.#found.push([key, id]);
  }

  has(key: string): boolean {
    return this.#ids.has(key);
  }
}
