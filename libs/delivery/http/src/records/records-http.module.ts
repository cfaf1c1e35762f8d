import { Module, type DynamicModule } from '@nestjs/common';
import { JobRuns, Notifications } from '@ruyi/engine/events';
import {
  AccessExplainer,
  CommandSet,
  DuplicateFinder,
  HistoryReader,
  RecordAggregator,
  RankedSearch,
  RecordReader,
  RelatedCounts,
  TimelineReader,
  changeSource,
  type ReadPorts,
  type TimelineSource,
} from '@ruyi/engine/records';
import { ActController } from './act.controller.js';
import { AnalysisController } from './analysis.controller.js';
import { ChangesController } from './changes.controller.js';
import { DetailsController } from './details.controller.js';
import { HomeController } from './home.controller.js';
import { HomeCounts } from './home-counts.js';
import { JobsController } from './jobs.controller.js';
import { MergeController } from './merge.controller.js';
import { NotificationsController } from './notifications.controller.js';
import { ReadRecordsController } from './read-records.controller.js';
import { RecordAnswers } from './record-answers.js';
import { SearchController } from './search.controller.js';
import { TeamController } from './team.controller.js';
import { WhyController } from './why.controller.js';
import { WriteRecordsController } from './write-records.controller.js';

export interface RecordsHttpParts {
  readonly ports: ReadPorts;
  readonly reader: RecordReader;
  readonly commands: CommandSet;
  readonly runs: JobRuns;
  readonly notifications: Notifications;
  /** What is on timelines beside changes: follow-ups, messages. */
  readonly timelineSources?: readonly TimelineSource[];
}

/** Records of every module: read, write, act, history, team; jobs, the bell, search and today's work. */
@Module({})
export class RecordsHttpModule {
  static of(parts: RecordsHttpParts): DynamicModule {
    const { ports, reader, commands, runs, notifications } = parts;
    const sources = [changeSource, ...(parts.timelineSources ?? [])];
    return {
      module: RecordsHttpModule,
      controllers: [
        AnalysisController,
        ReadRecordsController,
        ActController,
        DetailsController,
        TeamController,
        WriteRecordsController,
        MergeController,
        ChangesController,
        JobsController,
        NotificationsController,
        WhyController,
        HomeController,
        SearchController,
      ],
      providers: [
        { provide: CommandSet, useValue: commands },
        { provide: RecordReader, useValue: reader },
        { provide: JobRuns, useValue: runs },
        { provide: Notifications, useValue: notifications },
        { provide: RecordAnswers, useValue: new RecordAnswers(reader) },
        { provide: HistoryReader, useValue: new HistoryReader(ports, reader) },
        { provide: TimelineReader, useValue: new TimelineReader(ports, reader, sources) },
        { provide: RelatedCounts, useValue: new RelatedCounts(ports, reader) },
        { provide: RecordAggregator, useValue: new RecordAggregator(ports) },
        { provide: DuplicateFinder, useValue: new DuplicateFinder(ports, reader) },
        { provide: AccessExplainer, useValue: new AccessExplainer(ports) },
        { provide: HomeCounts, useValue: new HomeCounts(reader) },
        { provide: RankedSearch, useValue: new RankedSearch(ports, reader) },
      ],
    };
  }
}
