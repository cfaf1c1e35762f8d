import { type Context, type Database, type Transaction } from '@ruyi/engine/context';
import type { JobExecution, JobHandlers, Outbox } from '@ruyi/engine/events';
import { DeliveryError, type MailSender, type MessageCarrier, type SecretBox } from '@ruyi/engine/messages';
import type { IdentityMail, IdentityMailer } from '../passwords/identity-mailer.js';
import { identityMailText } from './identity-mail-text.js';

/** What the mailer needs of the rest. */
export interface OutboxMailerParts {
  readonly database: Database;
  readonly outbox: Outbox;
  readonly secrets: SecretBox;
  readonly carrier: Pick<MessageCarrier, 'mail'>;
  /** Null: this install cannot send; it is logged. */
  readonly sender: MailSender | null;
  readonly log: { error(details: object, message: string): void };
}

const JOB = 'identity.mail';
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 3_600_000;
/** After this long nobody waits for an invitation any more; a link for a new password has died before. */
const PATIENCE_MS = 24 * 3_600_000;

/**
 * Sends identity's mails by the worker: promised in the transaction that makes the link, so that a crash loses none.
 * The mail holds a link that logs in, and lies sealed until then. A worker that dies right after handing it over hands
 * it over again, under the same Message-ID: two mails with one link do no harm, no mail does.
 */
export class OutboxMailer implements IdentityMailer {
  constructor(private readonly parts: OutboxMailerParts) {}

  async promise(tx: Transaction, mail: IdentityMail, requestId: string | null): Promise<void> {
    // Zone, currency and versions are read afresh when the job runs.
    const ctx: Context = {
      tenantId: tx.tenantId,
      userId: null,
      locale: mail.locale,
      timeZone: 'Asia/Shanghai',
      baseCurrency: 'CNY',
      modelVersion: 0,
      accessVersion: 0,
      requestId,
    };
    const payload = { sealed: this.parts.secrets.seal(tx.tenantId, JSON.stringify(mail)), promisedAt: Date.now() };
    await this.parts.outbox.add(ctx, tx, { name: JOB, payload });
  }

  register(handlers: JobHandlers): void {
    handlers.register(JOB, (ctx, payload, job) => this.run(ctx, payload, job));
  }

  private async run(ctx: Context, payload: Record<string, unknown>, job: JobExecution): Promise<void> {
    const mail = JSON.parse(this.parts.secrets.open(ctx.tenantId, String(payload['sealed']))) as IdentityMail;
    const failure = await this.deliver(job.id, mail);
    const age = Date.now() - Number(payload['promisedAt']);
    const again = failure?.temporary === true && age < PATIENCE_MS;
    if (failure && !again) this.parts.log.error({ err: failure, kind: mail.kind }, 'a mail could not be sent');
    await this.parts.database.transaction(ctx.tenantId, (tx) =>
      again ? job.postpone(tx, new Date(Date.now() + pauseAfter(age))) : job.finish(tx),
    );
  }

  private async deliver(key: string, mail: IdentityMail): Promise<DeliveryError | null> {
    const { sender, carrier } = this.parts;
    if (!sender) return new DeliveryError('no mail sender is configured', false);
    try {
      await carrier.mail(sender, { key, to: { name: '', address: mail.to }, ...identityMailText(mail) });
      return null;
    } catch (error) {
      if (error instanceof DeliveryError) return error;
      throw error;
    }
  }
}

/** As long again as it has taken so far. */
function pauseAfter(age: number): number {
  return Math.min(Math.max(age, FIRST_PAUSE_MS), LONGEST_PAUSE_MS);
}
