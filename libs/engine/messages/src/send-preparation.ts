import { sql, type Context, type Database } from '@ruyi/engine/context';
import type { JobRuns } from '@ruyi/engine/events';
import { normaliseAddress } from './address.js';
import { consentsOf } from './consent/consent-ledger.js';
import type { MergeRecord, MergeRecords, SendTarget } from './merge-records.js';
import type { MessageTemplate } from './message.js';
import { prepareRecipient, type PreparedRecipient } from './recipient.js';
import type { SenderStore } from './sender-store.js';

const BATCH = 200;

/** A send as its worker reads it. */
export interface StoredSend {
  readonly id: string;
  readonly module: string;
  readonly template: MessageTemplate & { readonly paths: readonly string[] };
  readonly target: SendTarget;
  readonly state: string;
  /** Where links in its mails lead; null in sends from before there were any. */
  readonly origin: string | null;
  /** Of the person who sends, under their mails. */
  readonly signature: string | null;
  readonly position: { readonly after: string | null; readonly ready: boolean } | null;
}

/** Writes the list of recipients, batch by batch; taken up again where a worker died. */
export class SendPreparation {
  constructor(
    private readonly database: Database,
    private readonly records: MergeRecords,
    private readonly senders: SenderStore,
    private readonly jobs: JobRuns,
  ) {}

  async run(ctx: Context, send: StoredSend): Promise<void> {
    let after = send.position?.after ?? null;
    for (let ready = send.position?.ready ?? false; !ready;) {
      const { records, next } = await this.records.batch(ctx, send.module, send.target, {
        after,
        limit: BATCH,
        paths: send.template.paths,
      });
      const last = records.at(-1)?.id ?? after;
      ready = next === null;
      await this.database.transaction(ctx.tenantId, async (tx) => {
        const signature = send.template.channel === 'sms' ? (await this.senders.smsSender(ctx, tx)).signature : '';
        const addresses = normalised(send, records);
        const known = await tx.query<{ address: string }>(sql`select address from message_recipient
          where tenant_id = ${ctx.tenantId} and send_id = ${send.id} and state <> 'skipped' and address = any(${addresses}::text[])`);
        const taken = new Set(known.map((row) => row.address));
        const consents = await consentsOf(tx, send.template.channel, addresses);
        const prepared = records.map((record) => {
          const recipient = prepareRecipient(send.template, signature, record, { taken, consents });
          if (recipient.skip === null && recipient.address !== null) taken.add(recipient.address);
          return recipient;
        });
        await tx.pipeline([
          insertRecipients(ctx, send.id, prepared),
          ...(ready && send.target.ids ? [insertUnseen(ctx, send.id, send.target.ids)] : []),
          sql`update message_send set state = ${ready ? 'sending' : 'preparing'}, position = ${JSON.stringify({ after: last, ready })}
              where tenant_id = ${ctx.tenantId} and id = ${send.id}`,
        ]);
        const [counts] = await tx.query<{ total: number; skipped: number }>(sql`select count(*)::int as total,
            count(*) filter (where state = 'skipped')::int as skipped
          from message_recipient where tenant_id = ${ctx.tenantId} and send_id = ${send.id}`);
        await this.jobs.progress(ctx, tx, send.id, {
          done: ready ? (counts?.skipped ?? 0) : 0,
          failed: [],
          position: null,
          total: counts?.total ?? 0,
        });
      });
      after = last;
    }
  }
}

function normalised(send: StoredSend, records: readonly MergeRecord[]): string[] {
  const { channel } = send.template;
  return records.flatMap((record) => normaliseAddress(channel, record.addresses[channel]) ?? []);
}

function insertRecipients(ctx: Context, sendId: string, recipients: readonly PreparedRecipient[]) {
  return {
    text: `insert into message_recipient (tenant_id, send_id, record_id, address, name, subject, body, params, state, reason)
           select $1, $2, t.record_id, t.address, t.name, t.subject, t.body, t.params, case when t.reason is null then 'queued' else 'skipped' end, t.reason
           from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::jsonb[]) as t(record_id, address, name, subject, body, reason, params)
           on conflict (tenant_id, send_id, record_id) do nothing`,
    values: [
      ctx.tenantId,
      sendId,
      recipients.map((each) => each.recordId),
      recipients.map((each) => each.address),
      recipients.map((each) => each.name),
      recipients.map((each) => each.subject),
      recipients.map((each) => each.body),
      recipients.map((each) => each.skip),
      recipients.map((each) => JSON.stringify(each.params)),
    ],
  };
}

/** Ticked records that the sender may not see, that are gone or never were are named as skipped, all alike. */
function insertUnseen(ctx: Context, sendId: string, ids: readonly string[]) {
  return {
    text: `insert into message_recipient (tenant_id, send_id, record_id, name, state, reason)
           select $1, $2, ticked.id, '', 'skipped', 'notSeen' from unnest($3::uuid[]) as ticked (id)
           on conflict (tenant_id, send_id, record_id) do nothing`,
    values: [ctx.tenantId, sendId, ids],
  };
}
