import type { ErrorCode, Issue } from './problem.js';

const LINE_BREAK = /[\n\r\u0085\u2028\u2029]/;
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

/**
 * Reads untrusted JSON value by value, each with its path, and collects what is wrong: for documents of some depth.
 * A flat object is read key by key by `ObjectReader`.
 */
export class InputReader {
  readonly issues: Issue[] = [];

  fail(path: string, code: ErrorCode, params?: Record<string, string | number>): undefined {
    this.issues.push(params ? { path, code, params } : { path, code });
    return undefined;
  }

  object(value: unknown, path: string, keys: readonly string[]): Record<string, unknown> | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return this.fail(path, 'invalidType');
    const known = Object.entries(value).filter(([key]) => {
      if (keys.includes(key)) return true;
      this.fail(path === '' ? key : `${path}.${key}`, 'unknownKey');
      return false;
    });
    return Object.fromEntries(known);
  }

  /** Any keys, as long as each passes `isKey`. */
  map(value: unknown, path: string, isKey: (key: string) => boolean): [string, unknown][] {
    if (value === undefined || value === null) return [];
    if (typeof value !== 'object' || Array.isArray(value)) {
      this.fail(path, 'invalidType');
      return [];
    }
    return Object.entries(value).filter(([key]) => isKey(key) || this.fail(`${path}.${key}`, 'notFound') !== undefined);
  }

  array(value: unknown, path: string, max: number): readonly unknown[] {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) {
      this.fail(path, 'invalidType');
      return [];
    }
    if (value.length > max) {
      this.fail(path, 'tooLarge', { max });
      return [];
    }
    return value;
  }

  text(value: unknown, path: string, max: number): string | undefined {
    if (typeof value !== 'string')
      return this.fail(path, value === undefined || value === null ? 'required' : 'invalidType');
    const text = value.trim().normalize('NFC');
    if (text === '') return this.fail(path, 'required');
    if (!text.isWellFormed() || text.includes('\u0000')) return this.fail(path, 'invalidType');
    if ([...text].length > max) return this.fail(path, 'tooLong', { max });
    return text;
  }

  /** A text of one line: a name, a subject. */
  line(value: unknown, path: string, max: number): string | undefined {
    const text = this.text(value, path, max);
    if (text === undefined || !(CONTROL.test(text) || LINE_BREAK.test(text))) return text;
    const key = LINE_BREAK.test(text) ? 'patternMismatch.line' : 'patternMismatch.control';
    this.issues.push({ path, code: 'patternMismatch', key });
    return undefined;
  }

  boolean(value: unknown, path: string, fallback: boolean): boolean {
    if (value === undefined) return fallback;
    if (typeof value === 'boolean') return value;
    this.fail(path, 'invalidType');
    return fallback;
  }

  integer(value: unknown, path: string, min: number, max: number): number | undefined {
    if (typeof value !== 'number' || !Number.isInteger(value)) return this.fail(path, 'invalidType');
    if (value < min || value > max) return this.fail(path, 'outOfRange', { min, max });
    return value;
  }

  optionalInteger(value: unknown, path: string, min: number, max: number): number | null {
    return value === undefined || value === null ? null : (this.integer(value, path, min, max) ?? null);
  }

  oneOf<T extends string>(value: unknown, path: string, choices: readonly T[]): T | undefined {
    if (value === undefined || value === null) return this.fail(path, 'required');
    const found = choices.find((choice) => choice === value);
    return found ?? this.fail(path, typeof value === 'string' ? 'unknownOption' : 'invalidType');
  }
}
