import type { Actors } from '@ruyi/engine/access';
import type { Database } from '@ruyi/engine/context';
import type { JobHandlers, JobRuns, Notifications } from '@ruyi/engine/events';
import type { ModelStore } from '@ruyi/engine/model';
import { BULK_JOB, UNDO_JOB } from '../bulk/bulk-job.js';
import { BulkHandler } from '../bulk/bulk-handler.js';
import type { RecordFinder } from '../bulk/bulk-request.js';
import { BulkRunner } from '../bulk/bulk-runner.js';
import { UndoJob } from '../bulk/undo-job.js';
import { RecordWatch } from '../links/record-watch.js';
import { UndoHandler } from '../bulk/undo-handler.js';
import { forbidAlike } from '../duplicates/forbid-alike.js';
import { MergeRecords } from '../merge/merge-records.js';
import { UndoChangeSet } from '../history/undo-change-set.js';
import { TeamAction } from '../team/team-action.js';
import { RecordTeam } from '../team/record-team.js';
import { binActions } from './bin-actions.js';
import { ChangeWriter } from './change-writer.js';
import { CreateMany } from './create-many.js';
import { CreateRecord } from './create-record.js';
import { DeleteRecord } from './delete-record.js';
import { describeHolder } from './describe-holder.js';
import { EditAction } from './edit-action.js';
import { PurgeRecord } from './purge-record.js';
import type { RecordActionHandler } from './record-action.js';
import { RecordActions } from './record-actions.js';
import { RecordBehaviours } from './record-behaviours.js';
import type { RecordBehaviour } from './record-change.js';
import type { CommandParts } from './record-commands.js';
import { RestoreRecord } from './restore-record.js';
import { RunAction } from './run-action.js';
import { TransferAction } from './transfer-action.js';
import { UpdateMany } from './update-many.js';
import { UpdateRecord } from './update-record.js';

/** What the commands are made from. */
export interface CommandSetPorts {
  readonly database: Database;
  readonly models: ModelStore;
  readonly actors: Actors;
  readonly finder: RecordFinder;
  readonly runs: JobRuns;
  readonly notifications: Notifications;
  readonly behaviours?: readonly RecordBehaviour[];
  /** Further actions: claim, allocate, put in pool, … */
  readonly actions?: (parts: CommandParts) => readonly RecordActionHandler[];
}

/** Every command on records, wired once; each member is one verb. */
export class CommandSet {
  readonly parts: CommandParts;
  readonly create: CreateRecord;
  readonly createMany: CreateMany;
  readonly update: UpdateRecord;
  readonly delete: DeleteRecord;
  readonly restore: RestoreRecord;
  readonly act: RunAction;
  readonly bulk: BulkRunner;
  readonly merge: MergeRecords;
  readonly undo: UndoChangeSet;
  readonly undoJob: UndoJob;
  readonly team: RecordTeam;
  readonly watch: RecordWatch;
  readonly actions = new RecordActions();
  readonly #bulkHandler: BulkHandler;
  readonly #undoHandler: UndoHandler;

  constructor(ports: CommandSetPorts) {
    const behaviours = new RecordBehaviours();
    behaviours.register(forbidAlike, ...(ports.behaviours ?? []));
    const { database, models, actors, runs, notifications, finder } = ports;
    const writer = new ChangeWriter(behaviours, notifications, describeHolder);
    this.parts = { database, models, actors, writer };
    this.create = new CreateRecord(this.parts);
    this.createMany = new CreateMany(this.parts);
    this.update = new UpdateRecord(this.parts);
    this.delete = new DeleteRecord(this.parts);
    this.restore = new RestoreRecord(this.parts);
    this.merge = new MergeRecords(this.parts, notifications);
    this.undo = new UndoChangeSet(this.parts);
    this.undoJob = new UndoJob(this.parts, this.undo, runs);
    this.watch = new RecordWatch(this.parts);
    this.team = new RecordTeam(this.parts, notifications);
    this.actions.register(
      new EditAction(this.update, new UpdateMany(this.parts)) as RecordActionHandler,
      ...(binActions(this.delete, this.restore) as RecordActionHandler[]),
      new PurgeRecord(writer) as RecordActionHandler,
      new TransferAction(this.parts, notifications) as RecordActionHandler,
      new TeamAction(this.team) as RecordActionHandler,
      ...(ports.actions?.(this.parts) ?? []),
    );
    this.act = new RunAction(this.parts, this.actions);
    const tools = { actions: this.actions, finder, runs, notifications };
    this.bulk = new BulkRunner(this.parts, tools);
    this.#bulkHandler = new BulkHandler(this.parts, tools);
    this.#undoHandler = new UndoHandler(this.parts, this.undo, runs);
  }

  /** The jobs that carry out what the commands promise. */
  registerJobs(handlers: JobHandlers): void {
    handlers.register(BULK_JOB, this.#bulkHandler.handle, { heavy: true });
    handlers.register(UNDO_JOB, this.#undoHandler.handle, { heavy: true });
  }
}
