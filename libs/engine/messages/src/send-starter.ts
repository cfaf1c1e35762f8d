import { AppError, InputReader } from '@ruyi/contract/errors';
import { newId, sql, type Context, type Database } from '@ruyi/engine/context';
import type { JobRuns } from '@ruyi/engine/events';
import type { SendTarget } from './merge-records.js';
import { mergeTokens } from './merge-text.js';
import type { MessageChannel } from './message.js';
import type { SenderStore } from './sender-store.js';
import type { TemplateEditor } from './template-editor.js';

/** Prepares and delivers a send; its id is the API's job id. */
export const SEND_JOB = 'messages.send';

const MAX_IDS = 10_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MAX_AHEAD_DAYS = 366;

/** Checks what a target's filter may not be; port to the query compiler, which throws for a bad filter. */
export type CheckTarget = (ctx: Context, module: string, target: SendTarget) => Promise<void>;

/** Starts, schedules and cancels sends. */
export class SendStarter {
  constructor(
    private readonly database: Database,
    private readonly templates: TemplateEditor,
    private readonly senders: SenderStore,
    private readonly jobs: JobRuns,
    private readonly checkTarget: CheckTarget,
  ) {}

  /** The caller's right to send from the module has been checked. Answers the job's id. */
  async start(ctx: Context, module: string, input: unknown): Promise<string> {
    const reader = new InputReader();
    const body = reader.object(input, '', ['channel', 'templateId', 'ids', 'filter', 'view', 'search', 'pool', 'at']) ?? {};
    const channel = reader.oneOf<MessageChannel>(body['channel'], 'channel', ['mail', 'sms']);
    const templateId = reader.text(body['templateId'], 'templateId', 36);
    const ids = body['ids'] === undefined ? undefined : readIds(reader, body['ids']);
    if (ids === undefined && body['filter'] === undefined && body['view'] === undefined && body['pool'] === undefined) reader.fail('ids', 'required');
    const at = body['at'] === undefined || body['at'] === null ? null : readInstant(reader, body['at']);
    if (reader.issues.length > 0 || !channel || !templateId) throw AppError.invalid(reader.issues);
    const template = (await this.templates.list(ctx, { channel })).find((each) => each.id === templateId);
    if (!template) throw AppError.invalid([{ path: 'templateId', code: 'notFound' }]);
    if (template.module !== module) throw AppError.invalid([{ path: 'templateId', code: 'notAllowed' }]);
    const target: SendTarget = {
      ...(ids ? { ids } : {}),
      ...(body['filter'] === undefined ? {} : { filter: body['filter'] as NonNullable<SendTarget['filter']> }),
      ...(typeof body['view'] === 'string' ? { view: body['view'] } : {}),
      ...(typeof body['search'] === 'string' ? { search: body['search'] } : {}),
      ...(typeof body['pool'] === 'string' ? { pool: body['pool'] } : {}),
    };
    await this.checkTarget(ctx, module, target);
    const id = newId();
    await this.database.transaction(ctx.tenantId, async (tx) => {
      await (channel === 'mail' ? this.senders.mailSender(ctx, tx) : this.senders.smsSender(ctx, tx));
      const paths = mergeTokens(`${template.subject ?? ''}${template.body}`).tokens.map((token) => token.path);
      await tx.query(sql`insert into message_send (tenant_id, id, channel, module_key, template_id, template, target, scheduled_at, created_by)
        values (${ctx.tenantId}, ${id}, ${channel}, ${module}, ${template.id}, ${JSON.stringify({ ...template, paths })}, ${JSON.stringify(target)}, ${at}, ${ctx.userId})`);
      await this.jobs.start(ctx, tx, {
        id,
        name: SEND_JOB,
        label: { zh: `${channel === 'mail' ? '邮件' : '短信'}：${template.name}`, en: `${channel === 'mail' ? 'Mail' : 'SMS'}: ${template.name}` },
        module,
        payload: { sendId: id },
        total: ids?.length ?? 0,
        ...(at ? { runAt: at } : {}),
      });
    });
    return id;
  }
}

function readIds(reader: InputReader, value: unknown): readonly string[] {
  const ids = reader.array(value, 'ids', MAX_IDS);
  if (ids.length === 0 && reader.issues.length === 0) reader.fail('ids', 'required');
  return ids.flatMap((id, index) => {
    if (typeof id === 'string' && UUID.test(id)) return [id.toLowerCase()];
    reader.fail(`ids.${index}`, 'notFound');
    return [];
  });
}

function readInstant(reader: InputReader, value: unknown): Date | null {
  const at = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(value) ? new Date(value) : null;
  if (!at || Number.isNaN(at.getTime())) {
    reader.fail('at', 'invalidType');
    return null;
  }
  const ahead = at.getTime() - Date.now();
  if (ahead < -60_000 || ahead > MAX_AHEAD_DAYS * 86_400_000) reader.fail('at', 'outOfRange');
  return at;
}
