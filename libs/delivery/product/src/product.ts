import { AccessStore, Actors } from '@ruyi/engine/access';
import { FeedFollower, JobHandlers, JobRuns, Notifications, TransactionalOutbox } from '@ruyi/engine/events';
import {
  ConsentAction,
  Messages,
  type InstallSenders,
  type MailSender,
  type MessageCarrier,
  type SecretBox,
} from '@ruyi/engine/messages';
import { Metadata, ModelStore } from '@ruyi/engine/model';
import { Pools, type SweepFigures } from '@ruyi/engine/pool';
import { CursorCodec } from '@ruyi/engine/query';
import {
  AccessExplainer,
  CommandSet,
  RecordAggregator,
  RecordReader,
  RelatedCounts,
  type ReadPorts,
  type RecordActionHandler,
} from '@ruyi/engine/records';
import {
  AuditLogExport,
  CompanyExport,
  DataSecurity,
  DataWhereabouts,
  ExportList,
  ExportRecords,
  ImportRecords,
  ImportTemplates,
  type CompanyArchive,
  type FileSink,
  type FileSource,
} from '@ruyi/delivery/import-export';
import { Webhooks, type WebhookCaller, type WebhookPace } from '@ruyi/delivery/webhooks';
import { Identity, OutboxMailer, type IdentityPorts } from '@ruyi/identity';
import { poolTraits, shippedBehaviours, shippedModules } from '@ruyi/modules/shipped';
import { fileBehaviour } from './file-behaviour.js';
import { followChangedRecords } from './follow-changed-records.js';
import { registerNotificationMail } from './notification-mail.js';

/** What the product needs from the platform. */
export interface ProductPorts {
  readonly database: IdentityPorts['database'];
  readonly entityManagers: IdentityPorts['entityManagers'];
  readonly carrier: MessageCarrier;
  readonly secrets: SecretBox;
  readonly senders: InstallSenders;
  /** Sends notices of the bell; null: this install cannot. */
  readonly noticeSender: MailSender | null;
  readonly files: FileSink & FileSource;
  readonly archive: CompanyArchive;
  /** Where the install's data is, as its operator says it. */
  readonly dataLocation?: string | null;
  /** The one client for addresses that tenants name. */
  readonly webhookCaller: WebhookCaller;
  readonly webhookPace?: WebhookPace;
  /** Signs cursors; the same in every process. */
  readonly secret: string;
  /** Hears what sweeps do; absent: nobody. */
  readonly sweepFigures?: SweepFigures;
  /** Where what nobody waits for is told when it fails. */
  readonly log: { error(details: object, message: string): void };
}

/** Everything that the product does, wired once for every process: API, worker, seeding, tests. */
export class Product {
  readonly identity: Identity;
  readonly access: AccessStore;
  readonly actors: Actors;
  readonly models: ModelStore;
  readonly metadata: Metadata;
  readonly reading: ReadPorts;
  readonly reader: RecordReader;
  readonly aggregator: RecordAggregator;
  readonly related: RelatedCounts;
  readonly explainer: AccessExplainer;
  readonly commands: CommandSet;
  readonly pools: Pools;
  readonly messages: Messages;
  readonly exports: ExportRecords;
  readonly imports: ImportRecords;
  readonly importTemplates: ImportTemplates;
  readonly webhooks: Webhooks;
  readonly dataSecurity: DataSecurity;
  readonly runs: JobRuns;
  readonly notifications: Notifications;
  readonly feed: FeedFollower;
  readonly handlers = new JobHandlers();

  constructor(readonly ports: ProductPorts) {
    const { database } = ports;
    const outbox = new TransactionalOutbox();
    this.runs = new JobRuns(database, outbox);
    this.notifications = new Notifications(database, outbox);
    this.feed = new FeedFollower(database);
    this.models = new ModelStore(database, shippedModules);
    const mailer = new OutboxMailer({ ...ports, outbox, sender: ports.noticeSender });
    mailer.register(this.handlers);
    this.identity = new Identity({
      database,
      entityManagers: ports.entityManagers,
      mailer,
      secrets: ports.secrets,
      log: ports.log,
      modules: {
        shipped: shippedModules.map((module) => module.key),
        fieldsOf: async (tenantId, modelVersion, key) => {
          const module = (await this.models.get({ tenantId, modelVersion })).modules.get(key);
          return module ? new Set(module.fields.keys()) : null;
        },
      },
      bootstraps: [{ bootstrap: (ctx, tx) => this.pools.bootstrap(ctx, tx) }],
    });
    this.access = new AccessStore(this.identity.accessSource);
    this.pools = new Pools({
      database,
      access: this.access,
      models: this.models,
      outbox,
      notifications: this.notifications,
      traits: poolTraits,
      ...(ports.sweepFigures ? { figures: ports.sweepFigures } : {}),
    });
    this.actors = new Actors(this.access, this.pools.membership);
    const reading = { database, models: this.models, actors: this.actors, cursors: new CursorCodec(ports.secret) };
    this.reading = reading;
    this.reader = new RecordReader(reading);
    this.aggregator = new RecordAggregator(reading);
    this.related = new RelatedCounts(reading, this.reader);
    this.explainer = new AccessExplainer(reading);
    this.commands = new CommandSet({
      database,
      models: this.models,
      actors: this.actors,
      finder: this.reader,
      runs: this.runs,
      notifications: this.notifications,
      behaviours: [...shippedBehaviours, ...this.pools.behaviours(), fileBehaviour],
      actions: (parts) => [...this.pools.recordActions(parts), new ConsentAction() as RecordActionHandler],
    });
    this.metadata = new Metadata({
      database,
      outbox,
      jobs: this.runs,
      models: this.models,
      shipped: shippedModules,
      recordsChanged: followChangedRecords(this),
    });
    this.messages = new Messages({
      database,
      models: this.models,
      access: this.access,
      reader: this.reader,
      jobs: this.runs,
      notifications: this.notifications,
      secrets: ports.secrets,
      install: ports.senders,
      carrier: ports.carrier,
      outbox,
      commands: this.commands,
      secret: ports.secret,
    });
    this.exports = new ExportRecords({
      database,
      models: this.models,
      reader: this.reader,
      runs: this.runs,
      notifications: this.notifications,
      files: ports.files,
    });
    this.imports = new ImportRecords({
      database,
      models: this.models,
      actors: this.actors,
      commands: this.commands,
      reader: this.reader,
      runs: this.runs,
      notifications: this.notifications,
      files: ports.files,
    });
    this.importTemplates = new ImportTemplates({ models: this.models, actors: this.actors });
    this.dataSecurity = new DataSecurity(
      new DataWhereabouts(database, ports.dataLocation ?? null),
      new ExportList(database),
      new CompanyExport({ ...ports, runs: this.runs, notifications: this.notifications }),
      new AuditLogExport({ ...ports, runs: this.runs, auditLog: this.identity.auditLog }),
    );
    this.webhooks = new Webhooks({
      database,
      access: this.access,
      actors: this.actors,
      models: this.models,
      reading,
      notifications: this.notifications,
      outbox,
      secrets: ports.secrets,
      caller: ports.webhookCaller,
      ...(ports.webhookPace ? { pace: ports.webhookPace } : {}),
    });
    registerNotificationMail(this.handlers, { database, carrier: ports.carrier, sender: ports.noticeSender });
    this.commands.registerJobs(this.handlers);
    this.pools.registerJobs(this.handlers);
    this.messages.registerJobs(this.handlers);
    this.exports.registerJobs(this.handlers);
    this.imports.registerJobs(this.handlers);
    this.webhooks.registerJobs(this.handlers);
    this.dataSecurity.registerJobs(this.handlers);
    this.metadata.register(this.handlers);
  }
}
