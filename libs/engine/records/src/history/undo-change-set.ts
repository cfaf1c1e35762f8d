import { AppError } from '@ruyi/contract/errors';
import type { RecordAction } from '@ruyi/contract/access';
import { newId, sql, type Context } from '@ruyi/engine/context';
import type { ModuleModel } from '@ruyi/engine/model';
import { UndoMerge } from '../merge/undo-merge.js';
import { lockRecord } from '../write/lock-parents.js';
import type { Values } from '../write/record-change.js';
import { inSession, type CommandParts } from '../write/record-commands.js';
import type { StoredRecord } from '../write/stored-record.js';
import type { WriteSession } from '../write/write-session.js';

interface UndoRow {
  readonly record_id: string;
  readonly module_key: string;
  readonly action: string;
  readonly actor_id: string | null;
  readonly at: Date;
  readonly version: number;
  readonly before: Values;
}

export interface UndoAnswer {
  readonly reverted: number;
  /** Records that have been changed since, or that the caller may not change: left as they are. */
  readonly moved: readonly { readonly module: string; readonly id: string }[];
}

const UNDO_DAYS = 30;
/** Moves into and out of pools start clocks, so they are taken back for a shorter time. */
const POOL_UNDO_DAYS = 7;
const POOL_ACTIONS = new Set(['claim', 'allocate', 'putInPool', 'reclaim']);
const RIGHT_OF: Readonly<Record<string, RecordAction>> = {
  create: 'delete',
  delete: 'delete',
  restore: 'delete',
  transfer: 'transfer',
  claim: 'allocate',
  allocate: 'allocate',
  putInPool: 'allocate',
  reclaim: 'allocate',
  lock: 'lock',
};
const DAY = 24 * 60 * 60 * 1000;

/** `unseen`: gone, or nothing that the caller may know of. */
type Outcome = 'reverted' | 'moved' | 'unseen';

/** Takes back what one command did, as a new command: each record whose version is still the one it left. */
export class UndoChangeSet {
  readonly #merges: UndoMerge;

  constructor(private readonly parts: CommandParts) {
    this.#merges = new UndoMerge(parts.writer);
  }

  /** How many records the change set touched; 404 when it is none of the caller's tenant. */
  async size(ctx: Context, changeSet: string): Promise<number> {
    const [rows] = await this.parts.database.read(ctx.tenantId, [
      sql`select count(distinct record_id)::int as size from history where tenant_id = ${ctx.tenantId} and change_set = ${changeSet}`,
    ]);
    const size = Number(rows?.[0]?.['size'] ?? 0);
    if (size === 0) throw AppError.notFound();
    return size;
  }

  run(ctx: Context, changeSet: string): Promise<UndoAnswer & { readonly changeSet: string }> {
    return inSession(this.parts, ctx, async (session) => {
      const undo = newId();
      const unmerged = await this.#merges.apply(session, changeSet, undo);
      if (unmerged) return { ...unmerged, changeSet: undo };
      const answer = await this.batch(session, { changeSet, undo, after: null, limit: 10_000 });
      if (answer.reverted + answer.moved.length === 0) throw AppError.notFound();
      return { reverted: answer.reverted, moved: answer.moved, changeSet: undo };
    });
  }

  /** Reverts the next records of the change set, by id. */
  async batch(
    session: WriteSession,
    request: {
      readonly changeSet: string;
      readonly undo: string;
      readonly after: string | null;
      readonly limit: number;
    },
  ): Promise<UndoAnswer & { readonly last: string | null }> {
    const records = await this.#rows(session, request);
    const moved: { module: string; id: string }[] = [];
    let reverted = 0;
    for (const [id, rows] of records) {
      const outcome = await this.#tryRevert(session, id, rows, request.undo);
      if (outcome === 'reverted') reverted += 1;
      if (outcome === 'moved') moved.push({ module: rows[0]?.module_key ?? '', id });
    }
    return { reverted, moved, last: [...records.keys()].at(-1) ?? null };
  }

  async #rows(
    session: WriteSession,
    request: { changeSet: string; after: string | null; limit: number },
  ): Promise<Map<string, UndoRow[]>> {
    const { ctx, tx } = session;
    const rows = await tx.query<UndoRow>(
      sql`select record_id, module_key, action, actor_id, at, version, before from history
          where tenant_id = ${ctx.tenantId} and change_set = ${request.changeSet} and record_id in (
            select distinct record_id from history
            where tenant_id = ${ctx.tenantId} and change_set = ${request.changeSet}
              and (${request.after}::uuid is null or record_id > ${request.after})
            order by record_id limit ${request.limit})
          order by record_id, id`,
    );
    const records = new Map<string, UndoRow[]>();
    for (const row of rows) records.set(row.record_id, [...(records.get(row.record_id) ?? []), row]);
    return records;
  }

  /** A record that cannot go back (its name is taken meanwhile) is left as it is, alone. */
  async #tryRevert(session: WriteSession, id: string, rows: readonly UndoRow[], undo: string): Promise<Outcome> {
    const { tx } = session;
    await tx.query({ text: 'savepoint one_record', values: [] });
    try {
      const done = await this.#revert(session, id, rows, undo);
      await tx.query({ text: 'release savepoint one_record', values: [] });
      return done;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'notUnique') throw error;
      await tx.query({ text: 'rollback to savepoint one_record', values: [] });
      return 'moved';
    }
  }

  async #revert(session: WriteSession, id: string, rows: readonly UndoRow[], undo: string): Promise<Outcome> {
    const { ctx, model } = session;
    const last = rows.at(-1);
    const module = last && model.modules.get(last.module_key);
    const record = module?.enabled ? await lockRecord(session, module, id) : undefined;
    if (!module || !record) return 'unseen';
    const own = ctx.userId === null || rows.every((row) => row.actor_id === ctx.userId);
    if (!own && !(await session.may('read', module, record))) return 'unseen';
    checkAge(rows);
    if (record.version !== last.version) return 'moved';
    if (!own && !(await mayTakeBack(session, module, record, rows))) return 'moved';
    const values = valuesBefore(rows, record, ctx.userId);
    const known = Object.fromEntries(Object.entries(values).filter(([key]) => module.fields.has(key)));
    await this.parts.writer.write(session, {
      module,
      action: 'undo',
      before: record,
      values: known,
      changeSet: undo,
    });
    return 'reverted';
  }
}

/** What somebody else did is taken back by those who could have done it. */
async function mayTakeBack(
  session: WriteSession,
  module: ModuleModel,
  record: StoredRecord,
  rows: readonly UndoRow[],
): Promise<boolean> {
  for (const action of new Set(rows.map((row) => RIGHT_OF[row.action] ?? 'edit'))) {
    if (!(await session.may(action, module, record))) return false;
  }
  return true;
}

function checkAge(rows: readonly UndoRow[]): void {
  for (const { action, at } of rows) {
    const days = POOL_ACTIONS.has(action) ? POOL_UNDO_DAYS : UNDO_DAYS;
    if (Date.now() - at.getTime() > days * DAY)
      throw new AppError(410, 'expired', { key: 'expired.undo', params: { days } });
  }
}

/** What the record held before the first of these changes. */
function valuesBefore(rows: readonly UndoRow[], record: StoredRecord, userId: string | null): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const row of [...rows].reverse()) {
    Object.assign(values, row.before);
    if (row.action === 'delete') Object.assign(values, { deletedAt: null, deletedBy: null });
    if (row.action === 'create' || row.action === 'restore') {
      Object.assign(values, { deletedAt: record.deletedAt ?? new Date().toISOString(), deletedBy: userId });
    }
  }
  return values;
}
