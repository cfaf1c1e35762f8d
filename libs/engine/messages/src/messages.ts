import { AppError, InputReader } from '@ruyi/contract/errors';
import { newId, sql, type Context, type Database } from '@ruyi/engine/context';
import { maskValue } from '@ruyi/contract/field-values';
import type { AccessStore } from '@ruyi/engine/access';
import type { JobHandlers, JobRuns, Notifications, Outbox } from '@ruyi/engine/events';
import { moduleOrThrow, type ModelStore } from '@ruyi/engine/model';
import type { CommandSet, RecordReader } from '@ruyi/engine/records';
import { ConsentReader } from './consent/consent-reader.js';
import { RefusedRecords } from './consent/refused-records.js';
import { Unsubscribe, UNSUBSCRIBE_JOB } from './consent/unsubscribe.js';
import { InboundJob, INBOUND_JOB } from './inbound/inbound-job.js';
import { SmsCallbacks } from './inbound/sms-callbacks.js';
import { SignedLinks } from './signed-links.js';
import { mergeTokens, plainTextOf } from './merge-text.js';
import type { MessageCarrier, MessageChannel } from './message.js';
import { DeliveryError } from './message.js';
import { addressField, ReadableMergeRecords } from './readable-merge-records.js';
import { isAddress } from './address.js';
import { withFooter } from './mail-footer.js';
import { isMarketing, renderMessage } from './recipient.js';
import { SendDelivery } from './send-delivery.js';
import { SendFailure } from './send-failure.js';
import { SendPreparation } from './send-preparation.js';
import { SendReader } from './send-reader.js';
import { SendRunner } from './send-runner.js';
import { SEND_JOB, SendStarter } from './send-starter.js';
import { SenderStore, type InstallSenders, type SecretBox } from './sender-store.js';
import { smsText, smsWarnings, type SmsWarning } from './sms-text.js';
import { readTemplate, TemplateEditor, type MergeModule } from './template-editor.js';

export interface MessagePorts {
  readonly database: Database;
  readonly models: ModelStore;
  readonly access: AccessStore;
  readonly reader: RecordReader;
  readonly jobs: JobRuns;
  readonly notifications: Notifications;
  readonly secrets: SecretBox;
  readonly install: InstallSenders;
  readonly carrier: MessageCarrier;
  readonly outbox: Outbox;
  readonly commands: Pick<CommandSet, 'update'>;
  /** Signs links in mails and callback addresses; the same in every process. */
  readonly secret: string;
}

/** A message as it would go out, for the template editor. */
export interface MessagePreview {
  readonly subject: string | null;
  readonly html: string | null;
  readonly text: string;
  readonly length: number;
  readonly parts: number | null;
  readonly warnings: readonly SmsWarning[];
}

/** One field that a template can merge. */
export interface MergeField {
  readonly path: string;
  readonly label: { readonly zh: string; readonly en?: string };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Everything about mail and SMS to records, wired once. */
export class Messages {
  readonly templates: TemplateEditor;
  readonly senders: SenderStore;
  readonly sends: SendStarter;
  readonly reader: SendReader;
  readonly consents: ConsentReader;
  readonly unsubscribe: Unsubscribe;
  readonly callbacks: SmsCallbacks;
  readonly #inbound: InboundJob;
  readonly #runner: SendRunner;
  readonly #failure: SendFailure;

  constructor(private readonly ports: MessagePorts) {
    const { database, jobs, notifications } = ports;
    this.templates = new TemplateEditor(database);
    const links = new SignedLinks(ports.secret);
    this.senders = new SenderStore(database, ports.secrets, ports.install, links);
    const records = new ReadableMergeRecords(ports.reader, ports.models);
    this.sends = new SendStarter(database, this.templates, this.senders, jobs, async (ctx, module, target) => {
      await records.batch(ctx, module, target, { after: null, limit: 1, paths: [] });
    });
    this.reader = new SendReader(database);
    const preparation = new SendPreparation(database, records, this.senders, jobs);
    const refused = new RefusedRecords(ports.models, ports.reader, ports.commands);
    this.consents = new ConsentReader(database, ports.models, ports.reader);
    this.unsubscribe = new Unsubscribe(database, ports.outbox, links, refused);
    this.callbacks = new SmsCallbacks(database, ports.outbox, this.senders, links);
    this.#inbound = new InboundJob(database, refused);
    const delivery = new SendDelivery(database, this.senders, ports.carrier, jobs, this.unsubscribe, records);
    this.#runner = new SendRunner(database, jobs, notifications, preparation, delivery);
    this.#failure = new SendFailure(ports.access, notifications);
  }

  /** What a template may merge from a module: its own fields, and those of the records that it refers to. */
  async mergeFields(ctx: Context, moduleKey: string): Promise<MergeField[]> {
    const model = await this.ports.models.get(ctx);
    const module = moduleOrThrow(model, moduleKey);
    const paths = [...module.fields.values()].flatMap((field) => {
      if (field.retired || field.hidden || ['files', 'images', 'signature', 'section', 'note'].includes(field.type))
        return [];
      const own = { path: field.key, label: field.label };
      const target = field.type === 'reference' && field.target ? model.modules.get(field.target) : undefined;
      const through = [...(target?.fields.values() ?? [])].filter(
        (each) =>
          each.origin !== 'system' &&
          !each.retired &&
          each.type !== 'reference' &&
          each.type !== 'files' &&
          each.type !== 'images',
      );
      return [
        own,
        ...through.map((each) => ({
          path: `${field.key}.${each.key}`,
          label: {
            zh: `${field.label.zh} · ${each.label.zh}`,
            en: `${field.label.en ?? field.label.zh} · ${each.label.en ?? each.label.zh}`,
          },
        })),
      ];
    });
    const readable = await this.ports.reader.readableFields(
      ctx,
      moduleKey,
      paths.map((each) => each.path),
    );
    return paths.filter((each) => readable.has(each.path));
  }

  /** The lookup that the template editor checks merge fields with. */
  async mergeModules(ctx: Context): Promise<(key: string) => MergeModule | undefined> {
    const model = await this.ports.models.get(ctx);
    return (key) => {
      const module = model.modules.get(key);
      if (!module?.enabled) return undefined;
      return {
        key,
        hasPath(path) {
          const [head = '', tail] = path.split('.');
          const field = module.fields.get(head);
          if (!field || tail === undefined) return field !== undefined;
          return (
            field.type === 'reference' &&
            field.target !== undefined &&
            model.modules.get(field.target)?.fields.has(tail) === true
          );
        },
      };
    };
  }

  /** The message that a record would get, with the caller's eyes. */
  async preview(ctx: Context, input: unknown): Promise<MessagePreview> {
    const { recordId, ...body } = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>;
    if (recordId !== undefined && recordId !== null && (typeof recordId !== 'string' || !UUID.test(recordId)))
      throw AppError.invalid([{ path: 'recordId', code: 'invalidType' }]);
    const template = readTemplate({ name: 'preview', ...body }, {}, await this.mergeModules(ctx));
    const paths = mergeTokens(`${template.subject ?? ''}${template.body}`).tokens.map((token) => token.path);
    const texts =
      typeof recordId === 'string'
        ? await this.#textsOf(ctx, template.module, recordId, paths)
        : new Map<string, string>();
    const signature = template.channel === 'sms' ? await this.#signature(ctx) : '';
    const message = renderMessage(template, signature, texts);
    if (template.channel === 'mail') {
      const unsubscribe = isMarketing(template) ? '#' : null;
      const html = withFooter(message.body, {
        signature: await this.#mailSignature(ctx),
        unsubscribe,
        locale: ctx.locale,
      });
      return {
        subject: message.subject,
        html,
        text: plainTextOf(html),
        length: message.plain.length,
        parts: null,
        warnings: [],
      };
    }
    const module = (await this.ports.models.get(ctx)).modules.get(template.module);
    const isLink = (path: string): boolean => module?.fields.get(path)?.type === 'url';
    const { text, length, parts } = smsText(signature, message.plain, template.smsKind);
    return { subject: null, html: null, text, length, parts, warnings: smsWarnings(template.body, paths.some(isLink)) };
  }

  /** How the caller may see a send's addresses: as they are, or masked where the field is. */
  async addressMask(
    ctx: Context,
    send: { readonly module: string; readonly channel: string },
  ): Promise<(address: string) => string> {
    const module = moduleOrThrow(await this.ports.models.get(ctx), send.module);
    const key = addressField(module, send.channel === 'mail' ? 'mail' : 'sms');
    const field = key === null ? undefined : module.fields.get(key);
    const readable =
      key === null ? undefined : (await this.ports.reader.readableFields(ctx, module.key, [key])).get(key);
    if (readable?.masked === false) return (address) => address;
    return (address) => (field && maskValue(field, address)) ?? '****';
  }

  /** Sends one test message at once, to an address that the admin gives. */
  async test(ctx: Context, channel: MessageChannel, input: unknown): Promise<{ sink: boolean }> {
    const reader = new InputReader();
    const to = reader.text(reader.object(input, '', ['to'])?.['to'], 'to', 254) ?? '';
    if (reader.issues.length === 0 && !isAddress(channel, to)) reader.fail('to', 'patternMismatch');
    if (reader.issues.length > 0) throw AppError.invalid(reader.issues);
    const key = newId();
    try {
      if (channel === 'mail') {
        const sender = await this.ports.database.transaction(ctx.tenantId, (tx) => this.senders.mailSender(ctx, tx));
        const text =
          ctx.locale === 'en' ? 'This is a test of your mail sender.' : '这是一封测试邮件，说明发件设置可用。';
        const subject = ctx.locale === 'en' ? 'Test mail' : '测试邮件';
        return {
          sink: (
            await this.ports.carrier.mail(sender, {
              key,
              to: { name: '', address: to },
              subject,
              html: `<p>${text}</p>`,
              text,
            })
          ).sink,
        };
      }
      const sender = await this.ports.database.transaction(ctx.tenantId, (tx) => this.senders.smsSender(ctx, tx));
      const { text } = smsText(
        sender.signature,
        ctx.locale === 'en' ? 'This is a test message.' : '这是一条测试短信。',
        'notice',
      );
      return {
        sink: (
          await this.ports.carrier.sms(sender, {
            key,
            mobile: to,
            signature: sender.signature,
            text,
            templateCode: null,
            params: [],
          })
        ).sink,
      };
    } catch (error) {
      if (error instanceof DeliveryError)
        throw new AppError(422, 'invalid', { key: 'deliveryFailed', params: { reason: error.message }, cause: error });
      throw error;
    }
  }

  registerJobs(handlers: JobHandlers): void {
    handlers.register(INBOUND_JOB, (ctx, payload, job) => this.#inbound.run(ctx, payload, job));
    handlers.register(UNSUBSCRIBE_JOB, (ctx, payload, job) => this.unsubscribe.runJob(ctx, payload, job));
    handlers.register(SEND_JOB, (ctx, payload, job) => this.#runner.run(ctx, payload, job), {
      heavy: true,
      failed: (ctx, tx, failure) => this.#failure.tell(ctx, tx, failure),
    });
  }

  async #textsOf(
    ctx: Context,
    module: string,
    recordId: string,
    paths: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const records = new ReadableMergeRecords(this.ports.reader, this.ports.models);
    const { records: found } = await records.batch(ctx, module, { ids: [recordId] }, { after: null, limit: 1, paths });
    if (!found[0]) throw AppError.invalid([{ path: 'recordId', code: 'notFound' }]);
    return found[0].texts;
  }

  async #mailSignature(ctx: Context): Promise<string | null> {
    const [rows = []] = await this.ports.database.read(ctx.tenantId, [
      sql`select mail_signature from app_user where tenant_id = ${ctx.tenantId} and id = ${ctx.userId}`,
    ]);
    return (rows[0]?.['mail_signature'] as string | null | undefined) ?? null;
  }

  async #signature(ctx: Context): Promise<string> {
    try {
      return (await this.ports.database.transaction(ctx.tenantId, (tx) => this.senders.smsSender(ctx, tx))).signature;
    } catch (error) {
      if (error instanceof AppError && error.code === 'notConfigured')
        return ctx.locale === 'en' ? 'Signature' : '签名';
      throw error;
    }
  }
}
