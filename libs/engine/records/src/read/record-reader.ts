import { AppError } from '@ruyi/contract/errors';
import { RECORD_ACTIONS } from '@ruyi/contract/access';
import { sql, type Context, type Row, type Transaction } from '@ruyi/engine/context';
import { anyOf, compileAccess, fieldsInPools, seenAs } from '@ruyi/engine/access';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import { moduleOrThrow } from '@ruyi/engine/model';
import { TOTAL_CAP, compileAbilities, compileCount, compileList, resolveList, resolvePath } from '@ruyi/engine/query';
import type { CompiledList, DecodedRow, ListQuery, ResolvedList, Total } from '@ruyi/engine/query';
import { isRecordId } from './is-record-id.js';
import { DisplayNames } from './display-names.js';
import type { ListRequest, RowsRequest } from './list-request.js';
import { offeredActions } from './offered-actions.js';
import { openReadSession } from './read-session.js';
import type { ReadPorts, ReadSession } from './read-session.js';
import type { RecordItem, RecordPage, SingleRecord } from './record-item.js';
import { rowsOfRequest } from './rows-of-request.js';

/** Records that one statement of an export reads. */
const BATCH = 1_000;
/** What the search function has left out, as it says itself (migrations/0025_exact_search.sql). */
const SEARCH_TRUNCATED = sql`select current_setting('app.search_truncated', true) as truncated`;

/** A field at the end of a path, as the caller may read it. */
export interface ReadableField {
  readonly field: FieldModel;
  readonly masked: boolean;
}

/** Reads records as the caller may see them: every way of reading goes through the same resolve and the same compiler. */
export class RecordReader {
  constructor(private readonly ports: ReadPorts) {}

  /** One page; within a transaction it sees what that has written. */
  async list(ctx: Context, module: string, request: ListRequest = {}, tx?: Transaction): Promise<RecordPage> {
    const session = await openReadSession(this.ports, ctx, tx);
    const list = this.resolve(session, module, request);
    const compiled = compileList(list, this.ports.cursors);
    const count = request.total === undefined ? null : compileCount(list, request.total === 'exact' ? null : TOTAL_CAP);
    const answers = await session.run([
      compiled.statement,
      ...(count ? [count.statement] : []),
      ...(request.search === undefined ? [] : [SEARCH_TRUNCATED]),
    ]);
    const page = compiled.decode(await this.filled(session, compiled, answers[0] ?? []));
    const items = await this.items(session, list, page.rows);
    const truncated = request.search !== undefined && answers.at(-1)?.[0]?.['truncated'] === 'true';
    const total = count?.decode(answers[1] ?? []);
    return {
      items,
      nextCursor: page.nextCursor,
      ...(total && { total: truncated ? { ...total, exact: false } : total }),
      ...(truncated && { truncated }),
    };
  }

  /** One record, or 404 for what does not exist and for what the caller may not see. */
  async get(ctx: Context, moduleKey: string, id: string, tx?: Transaction): Promise<SingleRecord> {
    const session = await openReadSession(this.ports, ctx, tx);
    const module = moduleOrThrow(session.model, moduleKey);
    const grant = compileAccess(session.model, session.actor, moduleKey, 'read');
    if (!grant || !isRecordId(id)) throw AppError.notFound();
    const list = resolveList(
      session.scope,
      this.byIds(
        module,
        { access: grant.pool ? anyOf([grant.where, grant.pool.where]) : grant.where, rights: grant.fields },
        [id],
      ),
    );
    const compiled = compileList(list, this.ports.cursors);
    const abilities = compileAbilities(session.scope, module, id, RECORD_ACTIONS);
    const [rows = [], answers = []] = await session.run([{ ...compiled.statement, byKey: true }, abilities.statement]);
    const { can, watched } = abilities.decode(answers[0]);
    const [row] = compiled.decode(rows).rows;
    // A deleted record is shown to those who could restore it.
    if (!row || (row.raw['deleted_at'] !== null && !can.includes('delete'))) throw AppError.notFound();
    const [item] = await this.items(session, list, [throughPool(session, row, grant.pool !== null)]);
    if (!item) throw AppError.notFound();
    const state = { pooled: typeof row.raw['pool_id'] === 'string', deleted: row.raw['deleted_at'] !== null };
    return { ...item, _can: offeredActions(can, module, state), _watched: watched };
  }

  /** Those of the records that the caller may see, in the order of the ids; deleted ones are left out unless told. */
  async getMany(
    ctx: Context,
    moduleKey: string,
    ids: readonly string[],
    fields?: readonly string[],
    bin: ListQuery['bin'] = 'live',
  ): Promise<RecordItem[]> {
    const session = await openReadSession(this.ports, ctx);
    const module = moduleOrThrow(session.model, moduleKey);
    const grant = compileAccess(session.model, session.actor, moduleKey, 'read');
    if (!grant) return [];
    const access = grant.pool ? anyOf([grant.where, grant.pool.where]) : grant.where;
    const found = new Map<string, RecordItem>();
    for (let from = 0; from < ids.length; from += BATCH) {
      const batch = ids.slice(from, from + BATCH).filter((id) => isRecordId(id));
      const list = resolveList(session.scope, {
        ...this.byIds(module, { access, rights: grant.fields }, batch),
        bin,
        fields,
      });
      const compiled = compileList(list, this.ports.cursors);
      const [rows = []] = await session.run([compiled.statement]);
      const seen = compiled.decode(rows).rows.map((row) => throughPool(session, row, grant.pool !== null));
      for (const item of await this.items(session, list, seen)) found.set(item.id, item);
    }
    return ids.flatMap((id) => found.get(id.toLowerCase()) ?? []);
  }

  /** How many records: exact up to the cap, or as far as `cap` says. */
  async count(ctx: Context, module: string, request: ListRequest, cap: number | null = TOTAL_CAP): Promise<Total> {
    const session = await openReadSession(this.ports, ctx);
    const count = compileCount(this.resolve(session, module, request), cap);
    const [rows = []] = await session.run([count.statement]);
    return count.decode(rows);
  }

  /** The counts of several views in one trip; a view that the caller has not, or may not ask, is left out. */
  async countViews(ctx: Context, module: string, keys: readonly string[], cap: number): Promise<Record<string, Total>> {
    const session = await openReadSession(this.ports, ctx);
    const known = new Set(moduleOrThrow(session.model, module).views.map((view) => view.key));
    const asked = [...new Set(keys)].filter((view) => known.has(view));
    return this.countMany(ctx, module, Object.fromEntries(asked.map((view) => [view, { view }])), cap);
  }

  /** Several counts in one trip; what the caller may not ask, a field or the module itself, is left out. */
  async countMany(
    ctx: Context,
    module: string,
    requests: Readonly<Record<string, RowsRequest>>,
    cap: number,
  ): Promise<Record<string, Total>> {
    const session = await openReadSession(this.ports, ctx);
    const counts = Object.entries(requests).flatMap(([key, request]) => {
      try {
        return [{ key, count: compileCount(this.resolve(session, module, request), cap) }];
      } catch (error) {
        if (error instanceof AppError && error.status < 500) return [];
        throw error;
      }
    });
    const answers = await session.run(counts.map(({ count }) => count.statement));
    return Object.fromEntries(counts.map(({ key, count }, index) => [key, count.decode(answers[index] ?? [])]));
  }

  /** Everything that matches, batch by batch by key, each in its own short transaction: for exports and bulk commands. */
  async *iterate(
    ctx: Context,
    module: string,
    request: ListRequest,
    batch = BATCH,
  ): AsyncGenerator<readonly RecordItem[]> {
    let after: string | undefined;
    do {
      const session = await openReadSession(this.ports, ctx);
      const list = this.resolve(
        session,
        module,
        { ...request, limit: batch, ...(after !== undefined && { after }) },
        batch,
      );
      const compiled = compileList(list, this.ports.cursors);
      const [rows = []] = await session.run([compiled.statement]);
      const page = compiled.decode(await this.filled(session, compiled, rows));
      if (page.rows.length > 0) yield await this.items(session, list, page.rows);
      after = page.nextCursor ?? undefined;
    } while (after !== undefined);
  }

  /** The fields behind those of the paths that exist and that the caller may read. */
  async readableFields(ctx: Context, moduleKey: string, paths: readonly string[]): Promise<Map<string, ReadableField>> {
    const session = await openReadSession(this.ports, ctx);
    const module = moduleOrThrow(session.model, moduleKey);
    const grant = compileAccess(session.model, session.actor, moduleKey, 'read');
    const fields = new Map<string, ReadableField>();
    for (const path of paths) {
      const resolved = grant && resolvePath(session.scope, module, grant.fields, path);
      if (resolved) fields.set(path, { field: resolved.field, masked: resolved.masked });
    }
    return fields;
  }

  private resolve(session: ReadSession, module: string, request: ListRequest, most?: number): ResolvedList {
    const { sort, fields, limit, after, page, last } = request;
    return resolveList(session.scope, {
      ...rowsOfRequest(session.scope, module, request),
      sort,
      fields,
      limit,
      after,
      page,
      last,
      most,
    });
  }

  /** The rows of a page, with all that its first statement left to be asked for apart if there is room for them. */
  private async filled(session: ReadSession, compiled: CompiledList, first: readonly Row[]): Promise<readonly Row[]> {
    const instead = compiled.instead(first.length);
    const [rows = []] = instead === null ? [first] : await session.run([instead]);
    const rest = compiled.rest(rows.length);
    if (rest === null) return rows;
    const [others = []] = await session.run([rest]);
    return [...rows, ...others];
  }

  private byIds(module: ModuleModel, rights: Pick<ListQuery, 'access' | 'rights'>, ids: readonly string[]): ListQuery {
    const field = module.fields.get('id');
    if (!field) throw new Error(`Module ${module.key} has no id`);
    return {
      module,
      ...rights,
      bin: 'any',
      condition: { type: 'test', field, test: { is: 'oneOf', values: ids } },
      sort: [{ field: 'id' }],
      limit: Math.max(ids.length, 1),
      most: BATCH,
    };
  }

  private async items(session: ReadSession, list: ResolvedList, rows: readonly DecodedRow[]): Promise<RecordItem[]> {
    const displays = await new DisplayNames(session, list.fields).of(rows.map((row) => row.values));
    return rows.map((row, index) => ({
      ...withoutEmptyTraces(row.values),
      id: String(row.raw['id']),
      version: Number(row.raw['version']),
      _display: displays[index] ?? {},
      _why: whySeen(session, list.module, row.raw),
    }));
  }
}

/** A record in a pool that is seen as the pool's member shows the pool's visible fields. */
function throughPool(session: ReadSession, row: DecodedRow, asMember: boolean): DecodedRow {
  const poolId = row.raw['pool_id'];
  if (!asMember || typeof poolId !== 'string') return row;
  const everything = new Map(Object.keys(row.values).map((key) => [key, 'read' as const]));
  const shown = fieldsInPools(session.actor, { access: everything }, [poolId]).access;
  return { ...row, values: Object.fromEntries(Object.entries(row.values).filter(([key]) => shown.has(key))) };
}

/** A live record says nothing of its deletion. */
function withoutEmptyTraces(values: Record<string, unknown>): Record<string, unknown> {
  if (values['deletedAt'] !== null && values['deletedAt'] !== undefined) return values;
  if (!('deletedAt' in values || 'deletedBy' in values)) return values;
  const { deletedAt: _deletedAt, deletedBy: _deletedBy, ...rest } = values;
  return rest;
}

function whySeen(session: ReadSession, module: ModuleModel, raw: Row): RecordItem['_why'] {
  const text = (column: string): string | null => (typeof raw[column] === 'string' ? (raw[column] as string) : null);
  return seenAs(session.actor, {
    ownerId: text('owner_id'),
    createdBy: text('created_by'),
    poolId: text('pool_id'),
    onTeam: raw['on_team'] === true,
    hasParent: typeof module.access === 'object',
  });
}
