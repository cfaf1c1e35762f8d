import { AppError, InputReader } from '@ruyi/contract/errors';
import { newId, sql, type Context, type Database, type Row, type Transaction } from '@ruyi/engine/context';
import { cleanMail } from '@ruyi/engine/rich-text';
import { auditTemplate } from './audit-template.js';
import { mergeTokens } from './merge-text.js';
import {
  AUDIT_STATES,
  MAIL_KINDS,
  type AuditState,
  type MailKind,
  type MessageTemplate,
  type SmsKind,
} from './message.js';
import { StoredMails } from './stored-mails.js';

const KEYS = [
  'channel',
  'module',
  'name',
  'subject',
  'body',
  'providerCode',
  'smsKind',
  'auditState',
  'mailKind',
] as const;
const MAX_MAIL = 100_000;
const MAX_SMS = 500;
const MAX_TEMPLATES = 500;

/** What the editor needs to know of a module: which merge paths exist. */
export interface MergeModule {
  readonly key: string;
  hasPath(path: string): boolean;
}

type TemplateBody = Omit<MessageTemplate, 'id' | 'version'>;

function toTemplate(row: Row): MessageTemplate {
  return {
    id: String(row['id']),
    channel: row['channel'] as MessageTemplate['channel'],
    module: String(row['module_key']),
    name: String(row['name']),
    subject: row['subject'] as string | null,
    body: String(row['body']),
    providerCode: row['provider_code'] as string | null,
    smsKind: row['sms_kind'] as SmsKind | null,
    auditState: row['audit_state'] as AuditState | null,
    mailKind: row['mail_kind'] as MailKind | null,
    version: Number(row['version']),
  };
}

const COLUMNS =
  'id, channel, module_key, name, subject, body, provider_code, sms_kind, audit_state, mail_kind, version';

/** Templates of mails and SMS. The caller has checked the permission for changes. */
export class TemplateEditor {
  readonly #mails = new StoredMails();

  constructor(private readonly database: Database) {}

  async list(
    ctx: Context,
    filter: { readonly channel?: string; readonly module?: string } = {},
  ): Promise<MessageTemplate[]> {
    const [rows = []] = await this.database.read(ctx.tenantId, [
      {
        text: `select ${COLUMNS} from message_template where tenant_id = $1 and deleted_at is null
               and ($2::text is null or channel = $2) and ($3::text is null or module_key = $3) order by channel, lower(name), id`,
        values: [ctx.tenantId, filter.channel ?? null, filter.module ?? null],
      },
    ]);
    const templates: MessageTemplate[] = [];
    for (const row of rows) templates.push(await this.#harmless(toTemplate(row)));
    return templates;
  }

  async getOrThrow(ctx: Context, id: string): Promise<MessageTemplate> {
    const [rows = []] = await this.database.read(ctx.tenantId, [
      {
        text: `select ${COLUMNS} from message_template where tenant_id = $1 and id = $2 and deleted_at is null`,
        values: [ctx.tenantId, id],
      },
    ]);
    if (!rows[0]) throw AppError.notFound();
    return this.#harmless(toTemplate(rows[0]));
  }

  async create(
    ctx: Context,
    input: unknown,
    moduleOf: (key: string) => MergeModule | undefined,
  ): Promise<MessageTemplate> {
    const template = readTemplate(input, {}, moduleOf);
    const id = newId();
    await this.database.transaction(ctx.tenantId, async (tx) => {
      const [{ count } = { count: 0 }] = await tx.query<{ count: number }>(
        sql`select count(*)::int as count from message_template where tenant_id = ${ctx.tenantId} and deleted_at is null`,
      );
      if (count >= MAX_TEMPLATES)
        throw AppError.invalid([{ path: '', code: 'limitReached', params: { max: MAX_TEMPLATES } }]);
      await refuseSameName(ctx, tx, template, null);
      await tx.query(sql`insert into message_template (tenant_id, id, channel, module_key, name, subject, body, provider_code, sms_kind, audit_state, mail_kind, updated_by)
        values (${ctx.tenantId}, ${id}, ${template.channel}, ${template.module}, ${template.name}, ${template.subject}, ${template.body},
          ${template.providerCode}, ${template.smsKind}, ${template.auditState}, ${template.mailKind}, ${ctx.userId})`);
      await tx.query(auditTemplate(ctx, id, null, template));
    });
    return this.getOrThrow(ctx, id);
  }

  async change(
    ctx: Context,
    id: string,
    input: unknown,
    moduleOf: (key: string) => MergeModule | undefined,
  ): Promise<MessageTemplate> {
    const before = await this.getOrThrow(ctx, id);
    const { version, ...changes } = (typeof input === 'object' && input !== null ? input : {}) as Record<
      string,
      unknown
    >;
    const issues = (['channel', 'module'] as const).filter(
      (key) => changes[key] !== undefined && changes[key] !== before[key],
    );
    if (issues.length > 0) throw AppError.invalid(issues.map((path) => ({ path, code: 'notAllowed' })));
    const expected = readVersion(version) ?? before.version;
    const template = readTemplate(changes, before, moduleOf);
    await this.database.transaction(ctx.tenantId, async (tx) => {
      await refuseSameName(ctx, tx, template, id);
      const rows =
        await tx.query(sql`update message_template set name = ${template.name}, subject = ${template.subject}, body = ${template.body},
          provider_code = ${template.providerCode}, sms_kind = ${template.smsKind},
          audit_state = ${template.auditState}, mail_kind = ${template.mailKind}, version = version + 1, updated_at = now(), updated_by = ${ctx.userId}
        where tenant_id = ${ctx.tenantId} and id = ${id} and deleted_at is null and version = ${expected}
        returning id`);
      if (rows.length === 0)
        throw new AppError(409, 'versionConflict', {
          issues: [{ path: 'version', code: 'versionConflict' }],
          meta: { version: before.version },
        });
      await tx.query(auditTemplate(ctx, id, before, template));
    });
    return this.getOrThrow(ctx, id);
  }

  /** One that was written before mails were cleaned is given out, and sent, as one written now. */
  async #harmless(template: MessageTemplate): Promise<MessageTemplate> {
    return template.channel === 'mail' ? { ...template, body: await this.#mails.clean(template.body) } : template;
  }

  /** Sends that used it keep their copy. */
  async remove(ctx: Context, id: string): Promise<void> {
    const template = await this.getOrThrow(ctx, id);
    await this.database.transaction(ctx.tenantId, async (tx) => {
      await tx.query(
        sql`update message_template set deleted_at = now() where tenant_id = ${ctx.tenantId} and id = ${id}`,
      );
      await tx.query(auditTemplate(ctx, id, template, null));
    });
  }
}

const SMS_KINDS = ['verification', 'notice', 'marketing'] as const;
const MAX_VERSION = 2_147_483_647;

/** Null: the caller does not say which one was read. */
function readVersion(version: unknown): number | null {
  if (version === undefined || version === null) return null;
  if (typeof version !== 'number' || !Number.isInteger(version))
    throw AppError.invalid([{ path: 'version', code: 'invalidType' }]);
  if (version < 0 || version > MAX_VERSION) throw AppError.invalid([{ path: 'version', code: 'outOfRange' }]);
  return version;
}

/** Reads a template, whole or as changes to one; also used by the preview of an unsaved one. */
export function readTemplate(
  input: unknown,
  before: Partial<TemplateBody>,
  moduleOf: (key: string) => MergeModule | undefined,
): TemplateBody {
  const reader = new InputReader();
  const body = { ...pick(before), ...reader.object(input, '', KEYS) };
  const channel = reader.oneOf(body['channel'], 'channel', ['mail', 'sms']) ?? 'mail';
  const moduleKey = reader.text(body['module'], 'module', 100) ?? '';
  const module = moduleOf(moduleKey);
  if (moduleKey !== '' && !module) reader.fail('module', 'notFound');
  // What the other channel has is not kept, but it has to be what it says.
  if (channel === 'sms' && hasValue(body['subject'])) reader.text(body['subject'], 'subject', 200);
  if (channel === 'mail' && hasValue(body['providerCode'])) reader.text(body['providerCode'], 'providerCode', 100);
  if (channel === 'mail' && hasValue(body['smsKind'])) reader.oneOf(body['smsKind'], 'smsKind', SMS_KINDS);
  const template: TemplateBody = {
    channel,
    module: moduleKey,
    name: reader.line(body['name'], 'name', 100) ?? '',
    subject: channel === 'mail' ? (reader.line(body['subject'], 'subject', 200) ?? '') : null,
    body: channel === 'mail' ? readMail(reader, body['body']) : (reader.text(body['body'], 'body', MAX_SMS) ?? ''),
    providerCode:
      channel === 'sms' && hasValue(body['providerCode'])
        ? (reader.line(body['providerCode'], 'providerCode', 100) ?? null)
        : null,
    smsKind:
      channel === 'sms' ? (reader.oneOf<SmsKind>(body['smsKind'] ?? 'notice', 'smsKind', SMS_KINDS) ?? null) : null,
    auditState:
      channel === 'sms'
        ? (reader.oneOf(body['auditState'] ?? 'notSubmitted', 'auditState', AUDIT_STATES) ?? null)
        : null,
    mailKind: channel === 'mail' ? (reader.oneOf(body['mailKind'] ?? 'notice', 'mailKind', MAIL_KINDS) ?? null) : null,
  };
  for (const path of ['subject', 'body'] as const) {
    const { tokens, faults } = mergeTokens(template[path] ?? '');
    for (const fault of faults)
      reader.fail(path, 'patternMismatch', { token: fault.kind === 'badToken' ? fault.token : fault.message });
    for (const token of tokens)
      if (module && !module.hasPath(token.path)) reader.fail(path, 'unknownField', { field: token.path });
  }
  if (reader.issues.length > 0) throw AppError.invalid(reader.issues);
  return template;
}

/** What could do harm is taken out before anything is looked at: an entity may spell a merge field. */
function readMail(reader: InputReader, input: unknown): string {
  const given = reader.text(input, 'body', MAX_MAIL) ?? '';
  const cleaned = cleanMail(given);
  if (given !== '' && cleaned.trim() === '') reader.fail('body', 'required');
  // Written as entities a text may grow.
  if (cleaned.length > MAX_MAIL) reader.fail('body', 'tooLong', { max: MAX_MAIL });
  return cleaned;
}

function pick(before: Partial<TemplateBody>): Record<string, unknown> {
  return Object.fromEntries(KEYS.filter((key) => before[key] !== undefined).map((key) => [key, before[key]]));
}

function hasValue(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

async function refuseSameName(
  ctx: Context,
  tx: Transaction,
  template: TemplateBody,
  except: string | null,
): Promise<void> {
  const rows =
    await tx.query(sql`select 1 from message_template where tenant_id = ${ctx.tenantId} and channel = ${template.channel}
    and module_key = ${template.module} and lower(name) = lower(${template.name}) and deleted_at is null and id is distinct from ${except}::uuid`);
  if (rows.length > 0) throw new AppError(409, 'notUnique', { issues: [{ path: 'name', code: 'notUnique' }] });
}
