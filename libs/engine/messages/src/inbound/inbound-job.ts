import { newId, sql, type Context, type Database, type Transaction } from '@ruyi/engine/context';
import type { JobExecution } from '@ruyi/engine/events';
import { normaliseAddress } from '../address.js';
import { recordConsent } from '../consent/consent-ledger.js';
import type { RefusedRecords } from '../consent/refused-records.js';
import { UUID } from '../uuid.js';
import type { InboundEvent, InboundReceipt, InboundReply } from './inbound-event.js';
import { isOptOut } from './is-opt-out.js';

/** Works on what a provider's callback said. */
export const INBOUND_JOB = 'messages.inbound';

/** A receipt may overtake the answer that tells the provider's id: for this long it is tried again. */
const PATIENCE_MS = 10 * 60_000;
const PAUSE_MS = 20_000;

/** Puts receipts and replies where they belong; what was done before is not done again. */
export class InboundJob {
  constructor(
    private readonly database: Database,
    private readonly records: RefusedRecords,
  ) {}

  async run(ctx: Context, payload: Record<string, unknown>, job: JobExecution): Promise<void> {
    const events = payload['events'] as readonly InboundEvent[];
    const receivedAt = Number(payload['receivedAt']);
    for (const event of events) if (event.kind === 'reply') await this.#reply(ctx, event, receivedAt);
    await this.database.transaction(ctx.tenantId, async (tx) => {
      let early = false;
      for (const event of events) if (event.kind === 'receipt' && !(await this.#receipt(tx, event))) early = true;
      // Receipts are written again then, which changes nothing.
      if (early && Date.now() - receivedAt < PATIENCE_MS) await job.postpone(tx, new Date(Date.now() + PAUSE_MS));
      else await job.finish(tx);
    });
  }

  async #reply(ctx: Context, event: InboundReply, receivedAt: number): Promise<void> {
    const address = normaliseAddress('sms', event.mobile);
    if (address === null) return;
    const optOut = isOptOut(event.text);
    const at = new Date(event.at ?? receivedAt);
    const records = await this.records.having(ctx, 'sms', address);
    const saidAt = await this.database.transaction(ctx.tenantId, async (tx) => {
      const id = newId();
      const made =
        await tx.query(sql`insert into message_reply (tenant_id, id, channel, address, text, opt_out, received_at, once)
        values (${ctx.tenantId}, ${id}, 'sms', ${address}, ${event.text}, ${optOut}, ${at}, ${event.once})
        on conflict (tenant_id, once) do nothing returning id`);
      if (made.length === 0) return this.#saidAt(tx, event.once);
      await tx.query(sql`insert into message_reply_record (tenant_id, record_id, reply_id)
        select ${ctx.tenantId}, id, ${id} from unnest(${records.map((each) => each.id)}::uuid[]) as t(id) on conflict do nothing`);
      const entry = { channel: 'sms' as const, address, state: 'refused' as const, source: 'reply' as const };
      if (optOut) await tx.query(recordConsent(ctx, { ...entry, note: event.text.slice(0, 200), at, recordId: null }));
      return at;
    });
    // When it is told again too: the run before may have died here.
    if (optOut && !(await this.#consentsAgain(ctx, address, saidAt))) await this.records.mark(ctx, 'sms', records);
  }

  /** When a reply that was taken before came for the first time. */
  async #saidAt(tx: Transaction, once: string): Promise<Date> {
    const [row] = await tx.query<{ received_at: Date }>(
      sql`select received_at from message_reply where tenant_id = ${tx.tenantId} and once = ${once}`,
    );
    return row?.received_at ?? new Date();
  }

  /** Whether somebody has recorded a new consent since; a callback that is repeated must not undo it. */
  async #consentsAgain(ctx: Context, address: string, at: Date): Promise<boolean> {
    const [rows = []] = await this.database.read(ctx.tenantId, [
      sql`select 1 from message_consent where tenant_id = ${ctx.tenantId} and channel = 'sms' and address = ${address} and state = 'given' and at > ${at}`,
    ]);
    return rows.length > 0;
  }

  /** Whether the message was found. */
  async #receipt(tx: Transaction, event: InboundReceipt): Promise<boolean> {
    const state = event.delivered ? 'delivered' : 'undelivered';
    const at = event.at === null ? new Date() : new Date(event.at);
    const [sendId = '', recordId = ''] = (event.key ?? '').split('.');
    const address = normaliseAddress('sms', event.mobile);
    const found =
      UUID.test(sendId) && UUID.test(recordId)
        ? await tx.query(sql`update message_recipient set delivery = ${state}, delivery_code = ${event.code}, delivery_at = ${at}
            where tenant_id = ${tx.tenantId} and send_id = ${sendId} and record_id = ${recordId} and state in ('sending', 'sent', 'failed') returning 1`)
        : event.providerId === null
          ? []
          : await tx.query(sql`update message_recipient set delivery = ${state}, delivery_code = ${event.code}, delivery_at = ${at}
              where tenant_id = ${tx.tenantId} and provider_id = ${event.providerId} and (${address}::text is null or address = ${address}) returning 1`);
    return found.length > 0;
  }
}
