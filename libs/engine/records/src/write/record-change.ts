import type { NewNotification } from '@ruyi/engine/events';
import type { ModuleModel, TenantModel } from '@ruyi/engine/model';
import type { ComputeColumns } from './insert-rows.js';
import type { StoredRecord } from './stored-record.js';
import type { WriteSession } from './write-session.js';

export type Values = Readonly<Record<string, unknown>>;

/** What a command does to one record: `create`, `update`, `delete`, `restore`, `transfer`, `claim`, … as the history names it. */
export type ChangeAction = string;

/** A change that a command asks for, before behaviours have had their say. */
export interface RequestedChange {
  readonly module: ModuleModel;
  readonly action: ChangeAction;
  readonly before: StoredRecord | null;
  /** New values by field key, valid and in the API's form; system keys such as `ownerId` included. */
  readonly values: Values;
  readonly changeSet: string;
  /** Shown with the change: a reason, the rule that moved it. */
  readonly note?: Readonly<Record<string, unknown>>;
  /** For a new record; made when absent. */
  readonly id?: string;
  /** Values that follow from another record (last follow-up): no new version, no history, no event. */
  readonly quiet?: boolean;
}

/** A change as behaviours see it. */
export interface RecordChange extends RequestedChange {
  readonly id: string;
  readonly model: TenantModel;
  /** The record as it will be, or is. */
  readonly after: StoredRecord;
  /** True when the value of one of these fields differs between before and after. */
  touches(...fields: readonly string[]): boolean;
}

/** Writes that a behaviour makes in the same transaction, without access checks of their own. */
export interface BehaviourTools {
  readonly session: WriteSession;
  /** Tells people of the change, in its transaction; nobody hears of what they did themselves. */
  notify(notices: readonly NewNotification[]): Promise<void>;
  /** Changes another record, or this one again; does nothing where the record is gone. */
  patch(change: {
    readonly module: string;
    readonly id: string;
    readonly values: Values;
    readonly action: ChangeAction;
    readonly changeSet: string;
    readonly quiet?: boolean;
  }): Promise<void>;
}

/**
 * What a module does beside storing values. `beforeWrite` answers further values for the same record (or refuses by
 * throwing an AppError with the path); `afterWrite` runs when the row, its history and its search row are written.
 */
export interface RecordBehaviour {
  readonly name: string;
  /** Keys of the modules it belongs to, or every one. */
  readonly modules: readonly string[] | 'all';
  /** Also takes part in quiet changes; false when absent. */
  readonly evenQuiet?: boolean;
  beforeWrite?(change: RecordChange, tools: BehaviourTools): Promise<Values | void>;
  afterWrite?(change: RecordChange, tools: BehaviourTools): Promise<void>;
  /**
   * Whether what it has to say of the change depends on other changes of the same transaction: those are then written one
   * after the other. False when absent.
   */
  dependsOnOthers?(change: RecordChange): boolean;
  /** What the statement that inserts new records of the module computes of them. */
  computeColumns?(module: ModuleModel, tools: BehaviourTools): Promise<ComputeColumns>;
  /**
   * Instead of `beforeWrite` where many records are made at once: looks up what it needs to know for all of them and
   * answers a judge, which is asked about each in turn, when nothing else refuses it, and refuses by throwing.
   */
  judgeMany?(changes: readonly RecordChange[], tools: BehaviourTools): Promise<(change: RecordChange) => void>;
}
