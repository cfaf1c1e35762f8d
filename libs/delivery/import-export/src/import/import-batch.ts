import { AppError, type Issue } from '@ruyi/contract/errors';
import { isEmptyValue, parseFieldValue, prefixIssues, type RegionTree } from '@ruyi/contract/field-values';
import {
  inSavepoint,
  warnedAlike,
  type CommandSet,
  type DuplicateMatch,
  type RecordReader,
  type StoredRecord,
  type WriteSession,
} from '@ruyi/engine/records';
import { cellText, type ImportCell, type ImportRow } from './import-cell.js';
import { ImportMatches, type Match } from './import-matches.js';
import { ImportNames } from './import-names.js';
import { ORIGINS } from './import-fields.js';
import type { ImportPlan } from './import-request.js';
import { readCell } from './read-cell.js';
import type { TriedImport } from './tried-import.js';

/** What became of a row. */
export type RowOutcome = 'created' | 'updated' | 'skipped' | AppError;

/** A row whose record is like others, as the caller may know of them. */
export interface AlikeToRow {
  readonly number: number;
  readonly id: string;
  readonly duplicates: readonly DuplicateMatch[];
}

/** A row whose cells could be read. */
interface ReadRow {
  readonly number: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** What tells its record; null where nothing does. */
  readonly key: string | null;
}

export interface BatchParts {
  readonly session: WriteSession;
  readonly commands: CommandSet;
  readonly reader: RecordReader;
  readonly regions: RegionTree;
  readonly plan: ImportPlan;
  /** Where each column of the plan stands in the file. */
  readonly positions: readonly number[];
  readonly changeSet: string;
  /** Of a run that keeps nothing. */
  readonly tried: TriedImport | null;
}

/** Carries out some rows of an import in the transaction of its session: a row that is refused leaves nothing, alone. */
export class ImportBatch {
  readonly #matches: ImportMatches | null;
  readonly #outcomes = new Map<number, RowOutcome>();
  readonly #alike: AlikeToRow[] = [];

  constructor(private readonly parts: BatchParts) {
    const { session, reader, plan } = parts;
    this.#matches = plan.match ? new ImportMatches(session, reader, plan.model, plan.match) : null;
  }

  /** Rows that were imported and are like what the company has, once {@link run} is through. */
  get alike(): readonly AlikeToRow[] {
    return this.#alike;
  }

  /** The outcome of each row, by its number. */
  async run(rows: readonly ImportRow[]): Promise<ReadonlyMap<number, RowOutcome>> {
    const { session, tried } = this.parts;
    session.tellsOfEach = false;
    session.tried = tried?.begin() ?? null;
    let left = await this.#read(rows);
    // Of rows that mean the same record the later ones find what the earlier ones left.
    while (left.length > 0) {
      const seen = new Set<string>();
      const turn = left.filter(({ key }) => key === null || (!seen.has(key) && seen.add(key)));
      const done = new Set(turn);
      left = left.filter((row) => !done.has(row));
      await this.#write(turn);
    }
    return this.#outcomes;
  }

  async #read(rows: readonly ImportRow[]): Promise<ReadRow[]> {
    const { session, reader, plan, regions } = this.parts;
    const names = new ImportNames(session, reader);
    for (const [module, wanted] of this.#namesIn(rows)) await names.foresee(module, wanted);
    return rows.flatMap(({ number, cells }) => {
      const body: Record<string, unknown> = plan.pool === undefined ? {} : { poolId: plan.pool };
      const issues: Issue[] = [];
      this.#eachCell(cells, (cell, column) => {
        const { field } = plan.columns[column] ?? {};
        if (!field) return;
        const read = readCell(cell, field, { names, regions });
        if (read.ok) body[field.key] = read.value;
        else issues.push(...prefixIssues(field.key, read.issues));
      });
      if (body['ownerId'] !== undefined) delete body['poolId'];
      issues.push(...this.#tooLate(body));
      if (issues.length > 0) {
        this.#outcomes.set(number, AppError.invalid([...issues, ...this.#otherwiseWrong(body)]));
        return [];
      }
      const key = plan.match && this.#matches ? this.#matches.keyOf(body[plan.match.key]) : null;
      return [{ number, body, key }];
    });
  }

  /** What else is wrong with a row that has a cell that cannot be read: all of it is told at once. */
  #otherwiseWrong(body: Readonly<Record<string, unknown>>): Issue[] {
    const { session, plan } = this.parts;
    const { timeZone, baseCurrency } = session.ctx;
    return Object.entries(body).flatMap(([key, value]) => {
      const field = plan.model.fields.get(key);
      if (!field) return [];
      const read = parseFieldValue(value, field, { timeZone, baseCurrency, regions: session.regions });
      return read.ok ? [] : prefixIssues(key, read.issues);
    });
  }

  /** What is said to have happened has happened. */
  #tooLate(body: Readonly<Record<string, unknown>>): Issue[] {
    const now = Date.now();
    return ['createdAt', 'lastFollowUpAt']
      .filter((key) => typeof body[key] === 'string' && Date.parse(body[key]) > now + DAY)
      .map((path) => ({ path, code: 'outOfRange', key: 'outOfRange.future' }));
  }

  #eachCell(cells: readonly ImportCell[], look: (cell: ImportCell, column: number) => void): void {
    for (const [column, position] of this.parts.positions.entries()) {
      const cell = cells[position] ?? null;
      if (cellText(cell) !== null) look(cell, column);
    }
  }

  /** The names of records in these rows, by the modules that they may belong to. */
  #namesIn(rows: readonly ImportRow[]): Map<string, Set<string>> {
    const wanted = new Map<string, Set<string>>();
    for (const { cells } of rows) {
      this.#eachCell(cells, (cell, column) => {
        const { field } = this.parts.plan.columns[column] ?? {};
        if (!field || !(field.type === 'reference' || field.type === 'references')) return;
        const text = cellText(cell) ?? '';
        const parts = field.type === 'references' ? [text, ...text.split(/[、,，;；|\n]+/)] : [text];
        for (const module of field.targets ?? (field.target === undefined ? [] : [field.target])) {
          const names = wanted.get(module) ?? new Set();
          for (const part of parts) names.add(part.trim());
          wanted.set(module, names);
        }
      });
    }
    return wanted;
  }

  async #write(rows: readonly ReadRow[]): Promise<void> {
    const { plan, tried } = this.parts;
    const matchOf = await this.#matchesOf(rows);
    const fresh: ReadRow[] = [];
    for (const row of rows) {
      const match = row.key === null ? 'none' : matchOf(row.key);
      if (match === 'several')
        this.#outcomes.set(row.number, refusal(plan, { code: 'notUnique', key: 'notUnique.severalRecords' }));
      else if (match !== 'none') this.#outcomes.set(row.number, await this.#existing(row, match));
      else if (row.key !== null && tried?.has(row.key)) this.#outcomes.set(row.number, this.#madeBefore(row));
      else if (plan.mode === 'update') this.#outcomes.set(row.number, refusal(plan, { code: 'notFound' }));
      else fresh.push(row);
    }
    await this.#create(fresh);
  }

  async #matchesOf(rows: readonly ReadRow[]): Promise<(key: string) => Match> {
    const keys = rows.flatMap(({ key }) => key ?? []);
    return this.#matches && keys.length > 0 ? this.#matches.of(keys) : () => 'none';
  }

  /** A row whose record is there. */
  async #existing(row: ReadRow, record: StoredRecord): Promise<RowOutcome> {
    const { session, commands, plan, changeSet } = this.parts;
    if (plan.duplicates === 'skip') return 'skipped';
    if (plan.duplicates === 'refuse' || plan.mode === 'create') return refusal(plan, { code: 'notUnique' });
    const params = Object.fromEntries(
      Object.entries(row.body).filter(
        ([key]) =>
          key !== 'poolId' &&
          key !== 'id' &&
          !ORIGINS.includes(key) &&
          (plan.duplicates === 'overwrite' || isEmptyValue(record[key])),
      ),
    );
    const done = await inSavepoint(session.tx, () =>
      commands.update.apply(session, { module: plan.model, id: record.id, params, changeSet }),
    );
    return 'error' in done ? done.error : 'updated';
  }

  /** A row whose record an earlier batch of a run that keeps nothing would have made: it is looked at, not written. */
  #madeBefore(row: ReadRow): RowOutcome {
    const { plan } = this.parts;
    if (plan.duplicates === 'skip') return 'skipped';
    if (plan.duplicates === 'refuse' || plan.mode === 'create') return refusal(plan, { code: 'notUnique' });
    const issues = this.#otherwiseWrong(row.body);
    return issues.length > 0 ? AppError.invalid(issues) : 'updated';
  }

  async #create(rows: readonly ReadRow[]): Promise<void> {
    if (rows.length === 0) return;
    const { session, commands, plan, changeSet, tried } = this.parts;
    const made = await commands.createMany.apply(session, {
      module: plan.model,
      bodies: rows.map(({ body }) => (plan.match?.key === 'id' ? withoutId(body) : body)),
      changeSet,
      withOrigins: true,
    });
    const fresh: { number: number; record: StoredRecord }[] = [];
    for (const [index, row] of rows.entries()) {
      const result = made[index];
      if (!result) throw new Error('fewer results than rows');
      if ('error' in result) {
        const isSkipped = plan.duplicates === 'skip' && result.error.code === 'notUnique';
        this.#outcomes.set(row.number, isSkipped ? 'skipped' : result.error);
        continue;
      }
      this.#outcomes.set(row.number, 'created');
      fresh.push({ number: row.number, record: result.record });
      if (row.key !== null) tried?.foundBy(row.key, result.id);
    }
    const records = fresh.map(({ record }) => record);
    for (const [index, duplicates] of (await warnedAlike(session, plan.model, records)).entries()) {
      const row = fresh[index];
      if (row && duplicates.length > 0) this.#alike.push({ number: row.number, id: row.record.id, duplicates });
    }
  }
}

const DAY = 24 * 60 * 60 * 1000;

function withoutId({ id: _id, ...body }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return body;
}

function refusal(plan: ImportPlan, issue: Pick<Issue, 'code' | 'key'>): AppError {
  return AppError.invalid([{ path: plan.match?.key ?? '', ...issue }]);
}
