import { AppError } from '@ruyi/contract/errors';
import { newId, sql, type Context, type Database, type Transaction } from '@ruyi/engine/context';
import type { JobRuns } from '@ruyi/engine/events';
import { cleanMail } from '@ruyi/engine/rich-text';
import {
  DeliveryError,
  type DeliveryReceipt,
  type MailSender,
  type MessageCarrier,
  type OutgoingSms,
  type SkipReason,
  type SmsSender,
} from './message.js';
import { consentsOf } from './consent/consent-ledger.js';
import type { Unsubscribe } from './consent/unsubscribe.js';
import { withFooter, withPlainFooter, type MailFooter } from './mail-footer.js';
import type { MergeRecords } from './merge-records.js';
import { plainTextOf } from './merge-text.js';
import { isMarketing, refusalOf } from './recipient.js';
import { nextSendingTime } from './sending-hours.js';
import type { StoredSend } from './send-preparation.js';
import type { SenderStore } from './sender-store.js';

/** A worker that has not spoken for this long is taken for dead. */
const LEASE_SECONDS = 90;
const MAX_ATTEMPTS = 4;
/** Minutes until the next attempt, by the number of attempts made. */
const BACKOFF_MINUTES = [1, 5, 30];
const DEFAULT_RATE = 600;
/** A slot further away than this is waited for by the queue, not by a worker. */
const LONGEST_WAIT_MS = 20_000;

interface QueuedRecipient {
  readonly record_id: string;
  readonly name: string;
  readonly address: string;
  readonly subject: string | null;
  readonly body: string;
  readonly params: OutgoingSms['params'] | null;
  readonly attempts: number;
}

/** What a delivery run ended with: everything done, or when to go on. */
export type DeliveryEnd = { readonly done: true } | { readonly done: false; readonly at: Date };

/**
 * Hands queued messages to the provider, one at a time and at the tenant's rate. A message is marked `sending`, and
 * that is committed, before the provider is called: whatever happens then, it is never handed over twice.
 */
export class SendDelivery {
  constructor(
    private readonly database: Database,
    private readonly senders: SenderStore,
    private readonly carrier: MessageCarrier,
    private readonly jobs: JobRuns,
    private readonly unsubscribe: Unsubscribe,
    private readonly records: MergeRecords,
  ) {}

  async run(ctx: Context, send: StoredSend): Promise<DeliveryEnd> {
    const lease = newId();
    const heldUntil = await this.database.transaction(ctx.tenantId, (tx) => this.#takeLease(ctx, tx, send, lease));
    if (heldUntil) return { done: false, at: heldUntil };
    for (;;) {
      const now = new Date();
      const open = nextSendingTime(send.template.smsKind, now, ctx.timeZone);
      if (open > now) return { done: false, at: open };
      const step = await this.database.transaction(ctx.tenantId, (tx) => this.#next(ctx, tx, send, lease));
      if (step.kind === 'end') return { done: true };
      if (step.kind === 'again') continue;
      if (step.kind === 'later') return { done: false, at: step.at };
      const wait = step.slot.getTime() - Date.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      const reason = await this.#spared(ctx, send, step.recipient);
      if (reason !== null) {
        const { recipient } = step;
        await this.database.transaction(ctx.tenantId, (tx) => this.#leaveOut(ctx, tx, send, { ...recipient, reason }));
        continue;
      }
      const outcome = await this.#deliver(ctx, send, step);
      await this.database.transaction(ctx.tenantId, (tx) => this.#record(ctx, tx, send, step.recipient, outcome));
    }
  }

  /** Null when it is taken; else until when another worker has it, unless it speaks meanwhile. */
  async #takeLease(ctx: Context, tx: Transaction, send: StoredSend, lease: string): Promise<Date | null> {
    const rows =
      await tx.query(sql`update message_send set lease_id = ${lease}, lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
      where tenant_id = ${ctx.tenantId} and id = ${send.id} and (lease_until is null or lease_until < now()) returning id`);
    if (rows.length === 0) {
      const [held] = await tx.query<{ until: Date | null }>(
        sql`select lease_until as until from message_send where tenant_id = ${ctx.tenantId} and id = ${send.id}`,
      );
      return held?.until ?? new Date(Date.now() + LEASE_SECONDS * 1000);
    }
    // What the former worker was handing over when it died may have gone out: it is reported, not sent again.
    const interrupted = await tx.query<{
      record_id: string;
    }>(sql`update message_recipient set state = 'failed', reason = 'interrupted'
      where tenant_id = ${ctx.tenantId} and send_id = ${send.id} and state = 'sending' returning record_id`);
    if (interrupted.length > 0) {
      await this.jobs.progress(ctx, tx, send.id, {
        done: 0,
        failed: interrupted.map((row) => ({ id: row.record_id, error: { code: 'conflict', message: 'interrupted' } })),
        position: null,
      });
    }
    return null;
  }

  async #next(
    ctx: Context,
    tx: Transaction,
    send: StoredSend,
    lease: string,
  ): Promise<
    | { readonly kind: 'end' }
    | { readonly kind: 'again' }
    | { readonly kind: 'later'; readonly at: Date }
    | {
        readonly kind: 'send';
        readonly recipient: QueuedRecipient;
        readonly slot: Date;
        readonly sender: MailSender | SmsSender;
      }
  > {
    const held =
      await tx.query(sql`update message_send set lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
      where tenant_id = ${ctx.tenantId} and id = ${send.id} and lease_id = ${lease} returning id`);
    if (held.length === 0) return { kind: 'later', at: new Date(Date.now() + LEASE_SECONDS * 1000) };
    const alive = await this.jobs.step(ctx, tx, send.id);
    if (!alive) {
      await tx.query(sql`update message_recipient set state = 'skipped', reason = 'cancelled'
        where tenant_id = ${ctx.tenantId} and send_id = ${send.id} and state = 'queued'`);
      return { kind: 'end' };
    }
    const [recipient] =
      await tx.query<QueuedRecipient>(sql`select record_id, name, address, subject, body, params, attempts from message_recipient
      where tenant_id = ${ctx.tenantId} and send_id = ${send.id} and state = 'queued' and (next_attempt_at is null or next_attempt_at <= now())
      order by record_id limit 1 for update skip locked`);
    if (!recipient) {
      const [waiting] = await tx.query<{ at: Date | null }>(sql`select min(next_attempt_at) as at from message_recipient
        where tenant_id = ${ctx.tenantId} and send_id = ${send.id} and state = 'queued'`);
      if (!waiting?.at) return { kind: 'end' };
      await this.#release(ctx, tx, send);
      return { kind: 'later', at: waiting.at };
    }
    const { channel } = send.template;
    // Prepared hours ago, perhaps: who has refused since gets nothing.
    const refusal = await this.#refusal(tx, send, recipient);
    if (refusal !== null) {
      await this.#leaveOut(ctx, tx, send, { ...recipient, reason: refusal });
      return { kind: 'again' };
    }
    const sender = await (channel === 'mail' ? this.senders.mailSender(ctx, tx) : this.senders.smsSender(ctx, tx));
    const slot = await this.senders.takeSlot(ctx, tx, channel, DEFAULT_RATE);
    if (slot.getTime() - Date.now() > LONGEST_WAIT_MS) {
      await this.#release(ctx, tx, send);
      return { kind: 'later', at: slot };
    }
    await tx.query(sql`update message_recipient set state = 'sending', attempts = attempts + 1
      where tenant_id = ${ctx.tenantId} and send_id = ${send.id} and record_id = ${recipient.record_id}`);
    return { kind: 'send', recipient, slot, sender };
  }

  async #deliver(
    ctx: Context,
    send: StoredSend,
    { sender, recipient }: { readonly sender: MailSender | SmsSender; readonly recipient: QueuedRecipient },
  ): Promise<DeliveryReceipt | DeliveryError> {
    const key = `${send.id}.${recipient.record_id}`;
    try {
      if ('fromAddress' in sender) {
        const footer = this.#footer(ctx, send, recipient);
        // It may have been prepared by a version that did not clean; and a footer stands in nothing that was left open.
        const body = cleanMail(recipient.body);
        return await this.carrier.mail(sender, {
          key,
          to: { name: recipient.name, address: recipient.address },
          subject: recipient.subject ?? '',
          html: withFooter(body, footer),
          text: withPlainFooter(plainTextOf(body), footer),
          ...(footer.unsubscribe === null ? {} : { unsubscribe: footer.unsubscribe }),
        });
      }
      return await this.carrier.sms(sender, {
        key,
        mobile: recipient.address,
        signature: sender.signature,
        text: recipient.body,
        templateCode: send.template.providerCode,
        params: recipient.params ?? [],
      });
    } catch (error) {
      if (error instanceof DeliveryError) return error;
      throw error;
    }
  }

  /** A worker that was taken for dead and was not comes too late: its message is reported as interrupted, and counted. */
  async #record(
    ctx: Context,
    tx: Transaction,
    send: StoredSend,
    recipient: QueuedRecipient,
    outcome: DeliveryReceipt | DeliveryError,
  ): Promise<void> {
    if (!(outcome instanceof DeliveryError)) {
      const sent =
        await tx.query(sql`update message_recipient set state = 'sent', sent_at = now(), provider_id = ${outcome.providerId}, sink = ${outcome.sink}, detail = null
        where tenant_id = ${ctx.tenantId} and send_id = ${send.id} and record_id = ${recipient.record_id} and state = 'sending' returning record_id`);
      if (sent.length > 0) await this.jobs.progress(ctx, tx, send.id, { done: 1, failed: [], position: null });
      return;
    }
    const attempts = recipient.attempts + 1;
    const again = outcome.temporary && !outcome.uncertain && attempts < MAX_ATTEMPTS;
    const reason = outcome.uncertain ? 'interrupted' : 'provider';
    const minutes = BACKOFF_MINUTES[Math.min(attempts, BACKOFF_MINUTES.length) - 1] ?? 1;
    const refused =
      await tx.query(sql`update message_recipient set state = ${again ? 'queued' : 'failed'}, reason = ${reason}, detail = ${outcome.message.slice(0, 500)},
        next_attempt_at = case when ${again} then now() + make_interval(mins => ${minutes}) end
      where tenant_id = ${ctx.tenantId} and send_id = ${send.id} and record_id = ${recipient.record_id} and state = 'sending' returning record_id`);
    if (refused.length > 0 && !again) {
      await this.jobs.progress(ctx, tx, send.id, {
        done: 0,
        failed: [{ id: recipient.record_id, error: { code: 'invalid', message: outcome.message.slice(0, 500) } }],
        position: null,
      });
    }
  }

  #footer(ctx: Context, send: StoredSend, recipient: QueuedRecipient): MailFooter {
    const to = { tenantId: ctx.tenantId, sendId: send.id, recordId: recipient.record_id };
    const unsubscribe =
      isMarketing(send.template) && send.origin !== null ? this.unsubscribe.urlFor(send.origin, to) : null;
    return { signature: send.signature, unsubscribe, locale: ctx.locale };
  }

  async #refusal(tx: Transaction, send: StoredSend, recipient: QueuedRecipient): Promise<SkipReason | null> {
    const { channel } = send.template;
    const consents = await consentsOf(tx, channel, [recipient.address]);
    return refusalOf(send.template, consents.get(recipient.address));
  }

  /** What has happened to the record since the preparation: a long send takes hours. */
  async #spared(
    ctx: Context,
    { module, target, template }: StoredSend,
    to: QueuedRecipient,
  ): Promise<SkipReason | null> {
    const one = { ids: [to.record_id], ...(target.pool === undefined ? {} : { pool: target.pool }) };
    const [record] = await this.records.batch(ctx, module, one, { after: null, limit: 1, paths: [] }).then(
      ({ records }) => records,
      (error: unknown) => {
        // The sender's right to send has ended, or the pool is gone: like a record that is not there.
        if (error instanceof AppError && error.status < 500) return [];
        throw error;
      },
    );
    if (!record) return 'notSeen';
    if (record.deleted) return 'inRecycleBin';
    return record.doNotContact.includes(template.channel) ? 'doNotContact' : null;
  }

  async #leaveOut(
    ctx: Context,
    tx: Transaction,
    send: StoredSend,
    recipient: QueuedRecipient & { readonly reason: SkipReason },
  ): Promise<void> {
    const left = await tx.query(sql`update message_recipient set state = 'skipped', reason = ${recipient.reason}
      where tenant_id = ${ctx.tenantId} and send_id = ${send.id} and record_id = ${recipient.record_id} and state in ('queued', 'sending') returning record_id`);
    if (left.length > 0) await this.jobs.progress(ctx, tx, send.id, { done: 1, failed: [], position: null });
  }

  async #release(ctx: Context, tx: Transaction, send: StoredSend): Promise<void> {
    await tx.query(
      sql`update message_send set lease_id = null, lease_until = null where tenant_id = ${ctx.tenantId} and id = ${send.id}`,
    );
  }
}
