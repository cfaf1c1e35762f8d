import { AppError, type Issue } from '@ruyi/contract/errors';
import { readId } from '@ruyi/contract/field-values';
import type { Values } from './record-change.js';

/** Reads an action's parameters one by one and refuses what is left over; throws all that is wrong at once. */
export class ParamReader {
  readonly #issues: Issue[] = [];
  readonly #read = new Set<string>();

  constructor(
    private readonly params: Values,
    private readonly path = '',
  ) {}

  id(key: string): string | null {
    const input = this.#take(key);
    if (input === undefined || input === null) return null;
    const result = readId(input);
    if (result.ok) return result.value;
    this.refuse(key, 'invalidType');
    return null;
  }

  requiredId(key: string): string {
    const missing = this.params[key] === undefined || this.params[key] === null;
    if (missing) this.refuse(key, 'required');
    return this.id(key) ?? '';
  }

  boolean(key: string): boolean | null {
    const input = this.#take(key);
    if (input === undefined || input === null) return null;
    if (typeof input === 'boolean') return input;
    this.refuse(key, 'invalidType');
    return null;
  }

  oneOf<T extends string>(key: string, choices: readonly T[]): T | null {
    const input = this.#take(key);
    if (input === undefined || input === null) return null;
    const choice = choices.find((each) => each === input);
    if (choice === undefined) this.refuse(key, typeof input === 'string' ? 'unknownOption' : 'invalidType');
    return choice ?? null;
  }

  /** At most `most` different texts. */
  texts(key: string, most: number): readonly string[] {
    const input = this.#take(key);
    if (input === undefined || input === null) return [];
    if (!Array.isArray(input) || input.some((each) => typeof each !== 'string')) {
      this.refuse(key, 'invalidType');
      return [];
    }
    if (input.length > most) this.refuse(key, 'limitReached');
    return [...new Set(input as string[])].slice(0, most);
  }

  /** A single line of at most `most` characters; empty is null. */
  text(key: string, most: number): string | null {
    const input = this.#take(key);
    if (input === undefined || input === null || input === '') return null;
    if (typeof input !== 'string' || !input.isWellFormed() || input.includes('\0')) {
      this.refuse(key, 'invalidType');
      return null;
    }
    if ([...input].length > most) this.refuse(key, 'tooLong');
    return input.trim() || null;
  }

  /** An instant in ISO 8601 with a zone. */
  instant(key: string): string | null {
    const input = this.#take(key);
    if (input === undefined || input === null) return null;
    const at =
      typeof input === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(input)
        ? new Date(input)
        : null;
    if (!at || Number.isNaN(at.getTime())) {
      this.refuse(key, 'invalidType');
      return null;
    }
    return at.toISOString();
  }

  refuse(key: string, code: Issue['code']): void {
    this.#read.add(key);
    this.#issues.push({ path: this.path ? `${this.path}.${key}` : key, code });
  }

  /** To be called last. */
  end(): void {
    for (const key of Object.keys(this.params)) if (!this.#read.has(key)) this.refuse(key, 'unknownKey');
    if (this.#issues.length > 0) throw AppError.invalid(this.#issues);
  }

  #take(key: string): unknown {
    this.#read.add(key);
    return this.params[key];
  }
}
