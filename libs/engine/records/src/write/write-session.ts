import { canDo, type Actor, type RecordImage } from '@ruyi/engine/access';
import { AppError } from '@ruyi/contract/errors';
import type { RegionNames } from '@ruyi/contract/field-values';
import type { RecordAction } from '@ruyi/contract/access';
import { newId, type Context, type Transaction } from '@ruyi/engine/context';
import { fullImages } from './full-images.js';
import { moduleOrThrow, type ModuleModel, type TenantModel } from '@ruyi/engine/model';
import type { TriedRows } from './tried-rows.js';
import { decodeRecord, lockRecords, readRecords, type KeptFrom, type StoredRecord } from './stored-record.js';

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
  async lock(module: ModuleModel, ids: readonly string[], from?: KeptFrom): Promise<StoredRecord[]> {
    const rows = await this.tx.query(lockRecords(module, this.ctx.tenantId, ids, from));
    return rows.map((row) => decodeRecord(module, row));
  }

  async read(module: ModuleModel, ids: readonly string[]): Promise<StoredRecord[]> {
    const rows = await this.tx.query(readRecords(module, this.ctx.tenantId, ids));
    return rows.map((row) => decodeRecord(module, row));
  }

  /** Whether the actor may do this to the record as it is. */
  async may(action: RecordAction, module: ModuleModel, record: StoredRecord): Promise<boolean> {
    const [may = false] = await this.mayOfMany(action, module, [record]);
    return may;
  }

  /** As {@link may}, of many records of one module: their teams and parents are asked for at once. */
  async mayOfMany(action: RecordAction, module: ModuleModel, records: readonly StoredRecord[]): Promise<boolean[]> {
    const can = (image: RecordImage): boolean => canDo(this.model, this.actor, action, image);
    const bare = records.map((record) => can({ module: module.key, id: record.id, values: record }));
    // Team and parent only ever widen what one may do, so they are read when the record alone does not suffice.
    const left = records.filter((_record, index) => !bare[index]);
    if (left.length === 0) return bare;
    const images = await fullImages(this, module, left, PARENT_DEPTH);
    const wider = images.map(can).values();
    return bare.map((may) => may || wider.next().value === true);
  }

  /** 404 for what the actor may not see, 403 for what may be seen and not be done. */
  async mustMay(action: RecordAction, module: ModuleModel, record: StoredRecord | undefined): Promise<StoredRecord> {
    // A right that reaches further than the right to read ends where its holder sees nothing.
    if (!record || !(await this.may('read', module, record))) throw AppError.notFound();
    if (!(await this.may(action, module, record))) throw AppError.notAllowed();
    return record;
  }
}
