import type { AppError } from '@ruyi/contract/errors';
import type { StoredRecord } from './stored-record.js';
import type { ModuleModel } from '@ruyi/engine/model';
import type { Values } from './record-change.js';
import type { WriteSession } from './write-session.js';

/** What an action is asked to do to one record. */
export interface ActionRequest<P = unknown> {
  readonly module: ModuleModel;
  readonly id: string;
  readonly params: P;
  /** When given, the record must still be at it. */
  readonly version?: number;
  readonly changeSet: string;
}

/** What an action is asked to do to many records of one module. */
export interface ManyRecords<P = unknown> {
  readonly module: ModuleModel;
  /** In their order. */
  readonly ids: readonly string[];
  readonly params: P;
  readonly changeSet: string;
}

/**
 * Something that may be done to a record beyond create, read, edit and delete; the same for one record and for many.
 * Registered by key; a module lists the keys that it offers in its definition, the engine's own are for every module.
 */
export interface RecordActionHandler<P = unknown> {
  readonly key: string;
  /** `engine`: every module has it, whatever its definition lists. */
  readonly origin: 'engine' | 'module';
  /** May be done to many at once. */
  readonly bulk: boolean;
  /** The record gets another owner, who may not be one more with what a colleague looks after already. */
  readonly givesOwner?: true;
  /** Checks the parameters once, strictly (unknown keys refused); throws an AppError with paths. */
  parse(session: WriteSession, module: ModuleModel, params: Values): P | Promise<P>;
  /** Does it to one record: locks, checks access, writes. Throws an AppError when it may not or cannot. */
  apply(session: WriteSession, request: ActionRequest<P>): Promise<StoredRecord>;
  /**
   * Does it to many records by sets, with the checks that one has. Answers why records were refused, by their ids; null
   * where it has to be done to one after the other: what it has written then is rolled back.
   */
  applyMany?(session: WriteSession, request: ManyRecords<P>): Promise<ReadonlyMap<string, AppError> | null>;
}
