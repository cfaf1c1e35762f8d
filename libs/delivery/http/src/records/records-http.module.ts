import { Module, type DynamicModule } from '@nestjs/common';
import { JobRuns, Notifications } from '@ruyi/engine/events';
import { CommandSet, RecordReader } from '@ruyi/engine/records';
import { ActController } from './act.controller.js';
import { ChangesController } from './changes.controller.js';
import { JobsController } from './jobs.controller.js';
import { NotificationsController } from './notifications.controller.js';
import { ReadRecordsController } from './read-records.controller.js';
import { RecordAnswers } from './record-answers.js';
import { TeamController } from './team.controller.js';
import { WriteRecordsController } from './write-records.controller.js';

export interface RecordsHttpParts {
  readonly commands: CommandSet;
  readonly reader: RecordReader;
  readonly runs: JobRuns;
  readonly notifications: Notifications;
}

/** Records of every module: read, write, act, history, team; jobs and the bell. */
@Module({})
export class RecordsHttpModule {
  static of(parts: RecordsHttpParts): DynamicModule {
    return {
      module: RecordsHttpModule,
      controllers: [
        ReadRecordsController,
        ActController,
        TeamController,
        WriteRecordsController,
        ChangesController,
        JobsController,
        NotificationsController,
      ],
      providers: [
        { provide: CommandSet, useValue: parts.commands },
        { provide: RecordReader, useValue: parts.reader },
        { provide: JobRuns, useValue: parts.runs },
        { provide: Notifications, useValue: parts.notifications },
        { provide: RecordAnswers, useValue: new RecordAnswers(parts.reader) },
      ],
    };
  }
}
