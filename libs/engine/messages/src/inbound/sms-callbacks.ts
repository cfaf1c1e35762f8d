import { AppError } from '@ruyi/contract/errors';
import { auditStatement, sql, type Context, type Database } from '@ruyi/engine/context';
import type { Outbox } from '@ruyi/engine/events';
import type { SenderStore } from '../sender-store.js';
import type { SignedLinks } from '../signed-links.js';
import type { SmsSender } from '../message.js';
import type { InboundKind } from './inbound-event.js';
import { INBOUND_JOB } from './inbound-job.js';
import { readCallback } from './read-callback.js';

/** What the provider wants to hear. */
export type CallbackAnswer = { readonly json: object } | { readonly text: string };

/** Takes providers' callbacks: only reads and promises, so that the provider has its answer at once. */
export class SmsCallbacks {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly senders: SenderStore,
    private readonly links: SignedLinks,
  ) {}

  /** The secret part of the tenant's callback addresses. */
  async token(ctx: Pick<Context, 'tenantId'>): Promise<string> {
    return this.database.transaction(ctx.tenantId, (tx) => this.senders.callbackToken(tx));
  }

  /** Makes the addresses that are out stop working. */
  async renew(ctx: Context): Promise<void> {
    await this.database.transaction(ctx.tenantId, async (tx) => {
      const changed = await tx.query(sql`update message_sender set callback_rotation = callback_rotation + 1
        where tenant_id = ${ctx.tenantId} and channel = 'sms' returning 1`);
      if (changed.length === 0) throw AppError.notFound();
      await tx.query(auditStatement(ctx, { action: 'sender.callbacks', detail: { channel: 'sms' } }));
    });
  }

  /** 404 for an address that is none of ours. */
  async take(token: string, kind: InboundKind, body: unknown, requestId: string): Promise<CallbackAnswer> {
    const known = this.links.read('smsCallback', token);
    if (!known) throw AppError.notFound();
    const ctx = callbackContext(known.tenantId, requestId);
    return this.database.transaction(ctx.tenantId, async (tx) => {
      const tenants = await tx.query(sql`select 1 from tenant where id = ${ctx.tenantId}`);
      if (tenants.length === 0 || (await this.senders.callbackToken(tx)) !== token) throw AppError.notFound();
      const sender = await this.senders.smsSender(ctx, tx);
      const events = readCallback(sender, kind, body);
      if (events.length > 0)
        await this.outbox.add(ctx, tx, { name: INBOUND_JOB, payload: { events, receivedAt: Date.now() } });
      return answerOf(sender);
    });
  }
}

function answerOf({ provider, settings }: SmsSender): CallbackAnswer {
  if (provider === 'aliyun') return { json: { code: 0, msg: '接收成功' } };
  if (provider === 'tencent') return { json: { result: 0, errmsg: 'OK' } };
  return { text: settings['callbackAnswer'] ?? 'OK' };
}

/** The system's, for a job: zone, currency and versions are read afresh when it runs. */
function callbackContext(tenantId: string, requestId: string): Context {
  return {
    tenantId,
    userId: null,
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    baseCurrency: 'CNY',
    modelVersion: 0,
    accessVersion: 0,
    requestId,
  };
}
