import { normaliseUnique } from '@ruyi/contract/field-values';
import type { DuplicateRule } from '@ruyi/contract/metadata';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import type { StoredRecord } from '../write/stored-record.js';
import { NEAR_FROM, isSame } from './candidates.js';
import { companyCore } from './company-core.js';

/** A row and the field by which it is like another. */
export interface AlikeRow {
  readonly field: FieldModel;
  readonly record: StoredRecord;
}

/** Rows that the database does not hold, or not yet, found again by the fields of one way of the company's rules. */
export class AlikeRows {
  readonly #fields: readonly FieldModel[];
  readonly #exact = new Map<string, StoredRecord>();
  /** By halves of names: of two names with one wrong character at most, one half is the same. */
  readonly #halves = new Map<string, StoredRecord[]>();

  constructor(
    private readonly module: ModuleModel,
    mode: DuplicateRule['mode'],
  ) {
    const rules = module.duplicates.filter((rule) => rule.mode === mode);
    this.#fields = rules.flatMap(({ field }) => module.fields.get(field) ?? []);
  }

  add(record: StoredRecord): void {
    for (const field of this.#fields) {
      const text = this.#textOf(field, record);
      if (text === null) continue;
      const key = `${field.key} ${text}`;
      if (this.#exact.has(key)) continue;
      this.#exact.set(key, record);
      if (field.key !== this.module.nameField) continue;
      const letters = [...text];
      for (const half of halvesOf(letters, letters.length)) {
        const rows = this.#halves.get(half);
        if (rows) rows.push(record);
        else this.#halves.set(half, [record]);
      }
    }
  }

  /** Another row that the record is like, the first field first. */
  find(record: StoredRecord): AlikeRow | null {
    for (const field of this.#fields) {
      const text = this.#textOf(field, record);
      if (text === null) continue;
      const exact = this.#exact.get(`${field.key} ${text}`);
      const found = exact && exact.id !== record.id ? exact : this.#near(field, text, record);
      if (found) return { field, record: found };
    }
    return null;
  }

  /** As {@link find}, without names that are only near. */
  same(record: StoredRecord): AlikeRow | null {
    for (const field of this.#fields) {
      const found = this.#exact.get(`${field.key} ${this.#textOf(field, record)}`);
      if (found && found.id !== record.id) return { field, record: found };
    }
    return null;
  }

  #near(field: FieldModel, text: string, record: StoredRecord): StoredRecord | undefined {
    const letters = [...text];
    if (field.key !== this.module.nameField || letters.length < NEAR_FROM) return undefined;
    for (const length of [letters.length, letters.length - 1, letters.length + 1]) {
      for (const half of halvesOf(letters, length)) {
        const found = this.#halves
          .get(half)
          ?.find((row) => row.id !== record.id && isSame(this.module, field, record[field.key], row));
        if (found) return found;
      }
    }
    return undefined;
  }

  #textOf(field: FieldModel, record: StoredRecord): string | null {
    const value = record[field.key];
    const text = field.key === this.module.nameField ? companyCore(String(value ?? '')) : normaliseUnique(field, value);
    return text || null;
  }
}

/** The halves by which a name of that length would be found, cut out of one that is a letter longer or shorter at most. */
function halvesOf(letters: readonly string[], length: number): [string, string] {
  const cut = Math.floor(length / 2);
  const rest = letters.slice(Math.max(0, letters.length - (length - cut)));
  return [`a${length} ${letters.slice(0, cut).join('')}`, `z${length} ${rest.join('')}`];
}
