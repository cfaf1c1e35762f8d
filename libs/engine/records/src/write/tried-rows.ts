import type { ModuleModel } from '@ruyi/engine/model';
import { AlikeRows, type AlikeRow } from '../duplicates/alike-rows.js';
import type { StoredRecord } from './stored-record.js';
import { uniqueKey, type UniqueText } from './unique-values.js';

/**
 * Of a run that writes batch by batch and takes every batch back: what the earlier ones would have left, so that rows of
 * different batches are compared as if they had been kept. Within a batch the database knows. Values that an earlier
 * batch would have given up stay taken.
 */
export class TriedRows {
  readonly #holders = new Map<string, string>();
  readonly #alike = new Map<string, AlikeRows>();
  #taken: (readonly [key: string, id: string])[] = [];
  #written: (readonly [module: ModuleModel, record: StoredRecord])[] = [];

  /** A batch begins, or is tried again: what it has left so far is forgotten. */
  begin(): void {
    this.#taken = [];
    this.#written = [];
  }

  /** The batch has been taken back: the next ones see what it would have left. */
  keep(): void {
    for (const [key, id] of this.#taken) this.#holders.set(key, id);
    for (const [module, record] of this.#written) {
      for (const mode of ['forbid', 'warn'] as const) {
        const key = `${module.key} ${mode}`;
        const rows = this.#alike.get(key) ?? new AlikeRows(module, mode);
        this.#alike.set(key, rows);
        rows.add(record);
      }
    }
    this.begin();
  }

  take(texts: readonly UniqueText[], id: string): void {
    for (const text of texts) this.#taken.push([uniqueKey(text), id]);
  }

  /** Whether a record of an earlier batch, another one than this, would have the value. */
  isTaken(text: UniqueText, id: string): boolean {
    const holder = this.#holders.get(uniqueKey(text));
    return holder !== undefined && holder !== id;
  }

  /** Keeps of the record what others of its module are compared with. */
  write(module: ModuleModel, record: StoredRecord): void {
    const { id, version, deletedAt, createdAt, createdBy, updatedAt, updatedBy, ownerId } = record;
    const compared = [module.nameField, 'poolId', ...module.duplicates.map(({ field }) => field)];
    const values = Object.fromEntries(compared.map((key) => [key, record[key]]));
    this.#written.push([
      module,
      { id, version, deletedAt, createdAt, createdBy, updatedAt, updatedBy, ownerId, ...values },
    ]);
  }

  /** A record of an earlier batch that this one would be like, and must not be. */
  alike(module: ModuleModel, record: StoredRecord): AlikeRow | null {
    return this.#alike.get(`${module.key} forbid`)?.find(record) ?? null;
  }

  /** A record of an earlier batch of which the company would be warned. */
  same(module: ModuleModel, record: StoredRecord): AlikeRow | null {
    return this.#alike.get(`${module.key} warn`)?.same(record) ?? null;
  }
}
