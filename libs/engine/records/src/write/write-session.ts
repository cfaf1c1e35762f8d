import { canDo, parentField, type Actor, type RecordImage, type TeamMember } from '@ruyi/engine/access';
import { AppError } from '@ruyi/contract/errors';
import type { RegionNames } from '@ruyi/contract/field-values';
import type { RecordAction } from '@ruyi/contract/access';
import { newId, sql, type Context, type Transaction } from '@ruyi/engine/context';
import { isPointer } from './record-pointer.js';
import { moduleOrThrow, type ModuleModel, type TenantModel } from '@ruyi/engine/model';
import type { TriedRows } from './tried-rows.js';
import { decodeRecord, lockRecords, readRecords, type StoredRecord } from './stored-record.js';

/** How deep a record's visibility may hang on another's: follow-up → contact → customer. */
const PARENT_DEPTH = 3;

/** One command at work: its transaction, the tenant's model, and who acts. Answers questions of access about records in hand. */
export class WriteSession {
  readonly model: TenantModel;
  readonly actor: Actor;
  readonly regions: RegionNames;
  /** Whether browsers hear of each record that is written; of many at once they hear by the job. */
  tellsOfEach = true;
  /** Of a run that keeps nothing: what its earlier transactions would have left. */
  tried: TriedRows | null = null;
  /** The one job that tells webhooks of all that this transaction does. */
  readonly tellingJob = newId();

  constructor(
    readonly ctx: Context,
    readonly tx: Transaction,
    known: { readonly model: TenantModel; readonly actor: Actor; readonly regions: RegionNames },
  ) {
    this.model = known.model;
    this.actor = known.actor;
    this.regions = known.regions;
  }

  /** The module, or 404. */
  module(key: string): ModuleModel {
    return moduleOrThrow(this.model, key);
  }

  /** Reads records and keeps them; those that do not exist are missing from the answer. */
  async lock(module: ModuleModel, ids: readonly string[]): Promise<StoredRecord[]> {
    const rows = await this.tx.query(lockRecords(module, this.ctx.tenantId, ids));
    return rows.map((row) => decodeRecord(module, row));
  }

  async read(module: ModuleModel, ids: readonly string[]): Promise<StoredRecord[]> {
    const rows = await this.tx.query(readRecords(module, this.ctx.tenantId, ids));
    return rows.map((row) => decodeRecord(module, row));
  }

  /** Whether the actor may do this to the record as it is. */
  async may(action: RecordAction, module: ModuleModel, record: StoredRecord): Promise<boolean> {
    const bare: RecordImage = { module: module.key, id: record.id, values: record };
    // Team and parent only ever widen what one may do, so they are read when the record alone does not suffice.
    if (canDo(this.model, this.actor, action, bare)) return true;
    return canDo(this.model, this.actor, action, await this.#fullImage(module, record, PARENT_DEPTH));
  }

  /** 404 for what the actor may not see, 403 for what may be seen and not be done. */
  async mustMay(action: RecordAction, module: ModuleModel, record: StoredRecord | undefined): Promise<StoredRecord> {
    // A right that reaches further than the right to read ends where its holder sees nothing.
    if (!record || !(await this.may('read', module, record))) throw AppError.notFound();
    if (!(await this.may(action, module, record))) throw AppError.notAllowed();
    return record;
  }

  async #fullImage(module: ModuleModel, record: StoredRecord, depth: number): Promise<RecordImage> {
    return {
      module: module.key,
      id: record.id,
      values: record,
      team: await this.#team(record.id),
      parent: depth > 0 ? await this.#parent(module, record, depth - 1) : null,
    };
  }

  async #team(recordId: string): Promise<TeamMember[]> {
    // A record that is yet to be made has no id, and no team.
    if (recordId === '') return [];
    const rows = await this.tx.query<{ user_id: string; access: 'read' | 'write'; expires_at: Date | null }>(
      sql`select user_id, access, expires_at from team_member where tenant_id = ${this.ctx.tenantId} and record_id = ${recordId}`,
    );
    return rows.map((row) => ({ userId: row.user_id, access: row.access, expiresAt: row.expires_at }));
  }

  async #parent(module: ModuleModel, record: StoredRecord, depth: number): Promise<RecordImage | null> {
    const pointer = parentPointer(module, record);
    const parent = pointer && this.model.modules.get(pointer.module);
    if (!pointer || !parent?.enabled) return null;
    const [found] = await this.read(parent, [pointer.id]);
    return found ? this.#fullImage(parent, found, depth) : null;
  }
}

/** The record through which this one is seen, where its module says so. */
export function parentPointer(
  module: ModuleModel,
  record: StoredRecord,
): { readonly module: string; readonly id: string } | null {
  const key = parentField(module);
  if (key === null) return null;
  const value = record[key];
  if (isPointer(value)) return { module: value.module, id: value.id };
  const target = module.fields.get(key)?.target;
  return typeof value === 'string' && target !== undefined ? { module: target, id: value } : null;
}
