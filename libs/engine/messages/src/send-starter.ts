import { AppError } from '@ruyi/contract/errors';
import { newId, sql, type Context, type Database } from '@ruyi/engine/context';
import type { JobRuns } from '@ruyi/engine/events';
import type { SendTarget } from './merge-records.js';
import { mergeTokens } from './merge-text.js';
import type { MessageChannel, MessageTemplate } from './message.js';
import type { SenderStore } from './sender-store.js';
import type { TemplateEditor } from './template-editor.js';

/** Prepares and delivers a send; its id is the API's job id. */
export const SEND_JOB = 'messages.send';

const MAX_AHEAD_DAYS = 366;

/** What is asked for. */
export interface SendRequest {
  readonly channel: MessageChannel;
  readonly templateId: string;
  readonly target: SendTarget;
  /** Not before this instant. */
  readonly at?: Date;
  /** Where links in mails lead: `https://crm.example.com`. */
  readonly origin: string;
}

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

  /** 403 without the right to send from the module; `notConfigured` where nobody could send. Answers the job's id. */
  async start(ctx: Context, module: string, request: SendRequest): Promise<string> {
    const { channel, target } = request;
    await this.checkTarget(ctx, module, target);
    const template = (await this.templates.list(ctx, { channel })).find((each) => each.id === request.templateId);
    if (!template) throw AppError.invalid([{ path: 'templateId', code: 'notFound' }]);
    if (template.module !== module) throw AppError.invalid([{ path: 'templateId', code: 'unknownOption' }]);
    const at = request.at ?? null;
    if (at) checkAhead(at);
    const id = newId();
    await this.database.transaction(ctx.tenantId, async (tx) => {
      const sender = await (channel === 'mail' ? this.senders.mailSender(ctx, tx) : this.senders.smsSender(ctx, tx));
      refuseUnapproved(template, sender.provider);
      const paths = mergeTokens(`${template.subject ?? ''}${template.body}`).tokens.map((token) => token.path);
      await tx.query(sql`insert into message_send (tenant_id, id, channel, module_key, template_id, template, target, scheduled_at, origin, created_by)
        values (${ctx.tenantId}, ${id}, ${channel}, ${module}, ${template.id}, ${JSON.stringify({ ...template, paths })}, ${JSON.stringify(target)}, ${at}, ${request.origin}, ${ctx.userId})`);
      await this.jobs.start(ctx, tx, {
        id,
        name: SEND_JOB,
        label: {
          zh: `${channel === 'mail' ? '邮件' : '短信'}：${template.name}`,
          en: `${channel === 'mail' ? 'Mail' : 'SMS'}: ${template.name}`,
        },
        module,
        payload: { sendId: id },
        total: target.ids?.length ?? 0,
        ...(at ? { runAt: at } : {}),
      });
    });
    return id;
  }
}

/** The clouds send by templates that they have checked: without its code, or with one that was rejected, each message would fail. */
function refuseUnapproved(template: MessageTemplate, provider: string): void {
  if (provider !== 'aliyun' && provider !== 'tencent') return;
  const key = template.providerCode === null ? 'templateWithoutCode' : 'templateRejected';
  if (template.providerCode === null || template.auditState === 'rejected')
    throw AppError.invalid([{ path: 'templateId', code: 'notAllowed', key }]);
}

function checkAhead(at: Date): void {
  const ahead = at.getTime() - Date.now();
  if (ahead < -60_000 || ahead > MAX_AHEAD_DAYS * 86_400_000)
    throw AppError.invalid([{ path: 'at', code: 'outOfRange' }]);
}
