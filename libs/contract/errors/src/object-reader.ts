import { AppError } from './app-error.js';
import type { Issue } from './problem.js';

type Input = Readonly<Record<string, unknown>>;

/**
 * Reads an untrusted object key by key: a query, a body, an action's parameters. What is absent or null is undefined;
 * what was not read is unknown and refused. {@link end} throws all that is wrong at once.
 */
export class ObjectReader {
  readonly #issues: Issue[];
  readonly #left: Set<string>;

  constructor(
    private readonly input: Input,
    private readonly at = '',
    issues: Issue[] = [],
    private readonly isQuery = false,
  ) {
    this.#issues = issues;
    this.#left = new Set(Object.keys(input).filter((key) => input[key] !== undefined));
  }

  /** Of a query string, whose numbers and flags are texts. In JSON they are what they are. */
  static ofQuery(query: Input): ObjectReader {
    return new ObjectReader(query, '', [], true);
  }

  fail(path: string, code: Issue['code'], params?: Record<string, string | number>): undefined {
    const full = this.at ? `${this.at}.${path}` : path;
    // One thing said of a path is enough.
    if (!this.#issues.some((issue) => issue.path === full))
      this.#issues.push(params ? { path: full, code, params } : { path: full, code });
    return undefined;
  }

  add(issues: readonly Issue[]): void {
    this.#issues.push(...issues);
  }

  /** Says that a key is missing, where it is. */
  require(key: string): void {
    if ((this.input[key] ?? undefined) === undefined) this.fail(key, 'required');
  }

  raw(key: string): unknown {
    this.#left.delete(key);
    return this.input[key] ?? undefined;
  }

  text(key: string, most = 500): string | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') return this.fail(key, 'invalidType');
    return value.length > most ? this.fail(key, 'tooLong', { max: most }) : value;
  }

  /** A text for people, trimmed, of at most `most` characters; undefined where nothing is left. */
  words(key: string, most: number): string | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (typeof value !== 'string' || !value.isWellFormed() || value.includes('\0'))
      return this.fail(key, 'invalidType');
    const words = value.trim();
    return [...words].length > most ? this.fail(key, 'tooLong', { max: most }) : words || undefined;
  }

  id(key: string): string | undefined {
    const value = this.text(key)?.trim();
    if (value === undefined) return undefined;
    return UUID.test(value) ? value.toLowerCase() : this.fail(key, 'invalidType');
  }

  /** An id that has to be there; an empty text where it is not, which {@link end} refuses. */
  requiredId(key: string): string {
    this.require(key);
    return this.id(key) ?? '';
  }

  /** An instant in ISO 8601 with a zone, as UTC. */
  instant(key: string): string | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (typeof value !== 'string' || !INSTANT.test(value) || !namesADay(value)) return this.fail(key, 'invalidType');
    const at = new Date(value);
    return Number.isNaN(at.getTime()) ? this.fail(key, 'invalidType') : at.toISOString();
  }

  /** A number of a body, or its digits in a query. */
  integer(key: string, range: { readonly min: number; readonly max: number }): number | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    const number = this.isQuery && typeof value === 'string' && /^-?\d{1,9}$/.test(value) ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isInteger(number)) return this.fail(key, 'invalidType');
    return number < range.min || number > range.max ? this.fail(key, 'outOfRange', range) : number;
  }

  flag(key: string): boolean | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (value === true || (this.isQuery && value === 'true')) return true;
    if (value === false || (this.isQuery && value === 'false')) return false;
    return this.fail(key, 'invalidType');
  }

  oneOf<T extends string>(key: string, choices: readonly T[]): T | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    return (
      choices.find((choice) => choice === value) ??
      this.fail(key, typeof value === 'string' ? 'unknownOption' : 'invalidType')
    );
  }

  /** A list of texts; in a query, parts between commas. */
  texts(key: string, most: number): readonly string[] | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    const list =
      typeof value === 'string'
        ? value
            .split(',')
            .map((part) => part.trim())
            .filter((part) => part !== '')
        : value;
    if (!Array.isArray(list)) return this.fail(key, 'invalidType');
    for (const [index, each] of list.entries())
      if (typeof each !== 'string') return this.fail(`${key}.${index}`, 'invalidType');
    return list.length > most ? this.fail(key, 'limitReached', { max: most }) : (list as string[]);
  }

  ids(key: string, most: number): readonly string[] | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) return this.fail(key, 'invalidType');
    if (value.length > most) return this.fail(key, 'limitReached', { max: most });
    return value.flatMap((each: unknown, index) => {
      if (typeof each === 'string' && UUID.test(each)) return [each.toLowerCase()];
      this.fail(`${key}.${index}`, 'invalidType');
      return [];
    });
  }

  object(key: string): Input | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return this.fail(key, 'invalidType');
    return value as Input;
  }

  /** A list of objects, each to be read by {@link part}. */
  objects(key: string, most: number): { readonly value: Input; readonly path: string }[] {
    const value = this.raw(key);
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      this.fail(key, 'invalidType');
      return [];
    }
    if (value.length > most) this.fail(key, 'limitReached', { max: most });
    return value.slice(0, most).flatMap((each: unknown, index) => {
      if (typeof each === 'object' && each !== null && !Array.isArray(each))
        return [{ value: each as Input, path: `${key}.${index}` }];
      this.fail(`${key}.${index}`, 'invalidType');
      return [];
    });
  }

  /** A reader of an inner object, whose issues are told with this one's; to be left by {@link leave}. */
  part(value: Input, path: string): ObjectReader {
    return new ObjectReader(value, path, this.#issues, this.isQuery);
  }

  /** JSON of a query parameter, or the value of a body. */
  json(key: string): unknown {
    const value = this.raw(key);
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      throw new AppError(400, 'malformed', { issues: [{ path: key, code: 'malformed' }] });
    }
  }

  /** Refuses what was not read of an inner object. */
  leave(): void {
    for (const key of this.#left) this.fail(key, 'unknownKey');
  }

  /** To be called last. */
  end(): void {
    this.leave();
    if (this.#issues.length > 0) throw AppError.invalid(this.#issues);
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** Whether an instant's day is in the calendar: a `Date` makes 1 December of 31 November. */
function namesADay(instant: string): boolean {
  const day = instant.slice(0, 10);
  const read = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day);
}
