import { AppError } from '@ruyi/contract/errors';
import { sql, type Context, type Database } from '@ruyi/engine/context';
import type { JobExecution, Outbox } from '@ruyi/engine/events';
import type { SignedLinks } from '../signed-links.js';
import { UUID } from '../uuid.js';
import { recordConsent } from './consent-ledger.js';
import type { RefusedRecords } from './refused-records.js';

/** Marks the records of somebody who wants no more mails. */
export const UNSUBSCRIBE_JOB = 'messages.unsubscribe';

/** Whom a link belongs to, for the page that it opens. */
export interface Subscription {
  readonly tenantName: string;
  readonly locale: 'zh-CN' | 'en';
  /** `li***@example.com`: enough for its owner. */
  readonly address: string;
  readonly done: boolean;
}

interface Found extends Subscription {
  readonly tenantId: string;
  readonly fullAddress: string;
  readonly recordId: string;
}

/** The link at the end of marketing mails: one for each recipient, good for as long as the mail is kept. */
export class Unsubscribe {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly links: SignedLinks,
    private readonly records: RefusedRecords,
  ) {}

  urlFor(
    origin: string,
    recipient: { readonly tenantId: string; readonly sendId: string; readonly recordId: string },
  ): string {
    const { tenantId, sendId, recordId } = recipient;
    return `${origin}/unsubscribe/${this.links.issue('unsubscribe', tenantId, `${sendId}/${recordId}`)}`;
  }

  /** 404 for a link that is none of ours. Changes nothing: mail programs open links on their own. */
  async look(token: string): Promise<Subscription> {
    const { tenantName, locale, address, done } = await this.#findOrThrow(token);
    return { tenantName, locale, address, done };
  }

  /** The person wants no more; asked twice, it is done once. */
  async run(token: string, requestId: string): Promise<Subscription> {
    const found = await this.#findOrThrow(token);
    const { tenantId, fullAddress, recordId, tenantName, locale, address } = found;
    if (!found.done) {
      const ctx: Context = {
        tenantId,
        userId: null,
        locale,
        timeZone: 'Asia/Shanghai',
        baseCurrency: 'CNY',
        modelVersion: 0,
        accessVersion: 0,
        requestId,
      };
      await this.database.transaction(tenantId, async (tx) => {
        const entry = {
          channel: 'mail' as const,
          address: fullAddress,
          state: 'refused' as const,
          source: 'link' as const,
        };
        await tx.query(recordConsent(ctx, { ...entry, note: null, at: new Date(), recordId }));
        await this.outbox.add(ctx, tx, { name: UNSUBSCRIBE_JOB, payload: { address: fullAddress } });
      });
    }
    return { tenantName, locale, address, done: true };
  }

  async runJob(ctx: Context, payload: Record<string, unknown>, job: JobExecution): Promise<void> {
    await this.records.mark(ctx, 'mail', await this.records.having(ctx, 'mail', String(payload['address'])));
    await this.database.transaction(ctx.tenantId, (tx) => job.finish(tx));
  }

  async #findOrThrow(token: string): Promise<Found> {
    const known = this.links.read('unsubscribe', token);
    const [sendId = '', recordId = ''] = known?.text.split('/') ?? [];
    if (!known || !UUID.test(sendId) || !UUID.test(recordId)) throw AppError.notFound();
    const { tenantId } = known;
    const [rows = []] = await this.database.read(tenantId, [
      sql`select t.name, t.locale, r.address, (
            select c.state = 'refused' from message_consent c
            where c.tenant_id = r.tenant_id and c.channel = 'mail' and c.address = r.address order by c.at desc, c.id desc limit 1) as done
          from message_recipient r join tenant t on t.id = r.tenant_id
          where r.tenant_id = ${tenantId} and r.send_id = ${sendId} and r.record_id = ${recordId} and r.address is not null`,
    ]);
    const [row] = rows;
    if (!row) throw AppError.notFound();
    const fullAddress = String(row['address']);
    return {
      tenantId,
      recordId,
      fullAddress,
      tenantName: String(row['name']),
      locale: row['locale'] === 'en' ? 'en' : 'zh-CN',
      address: fullAddress.replace(/^(.{1,2})[^@]*/, '$1***'),
      done: row['done'] === true,
    };
  }
}
