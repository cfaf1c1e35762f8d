import { sql, type Context, type Database } from '@ruyi/engine/context';
import { moduleOrThrow, type ModelStore } from '@ruyi/engine/model';
import type { RecordReader } from '@ruyi/engine/records';
import { normaliseAddress } from '../address.js';
import type { MessageChannel } from '../message.js';
import { addressField } from '../readable-merge-records.js';
import type { ConsentState } from './consent.js';

/** What a record's address has agreed to, for whoever sees the record; the address itself is not told. */
export interface ChannelConsent {
  readonly channel: MessageChannel;
  /** Whether the record has an address of the kind at all. */
  readonly address: boolean;
  /** Null: nothing was ever recorded. */
  readonly state: ConsentState | null;
  /** Newest first. */
  readonly entries: readonly {
    readonly state: ConsentState;
    readonly source: string;
    readonly note: string | null;
    readonly at: string;
    readonly by: string | null;
  }[];
}

const SHOWN = 20;

/** Reads the ledger for one record. */
export class ConsentReader {
  constructor(
    private readonly database: Database,
    private readonly models: ModelStore,
    private readonly reader: RecordReader,
  ) {}

  /** 404 where the caller does not see the record; channels that the module has no field for are left out. */
  async ofRecord(ctx: Context, moduleKey: string, id: string): Promise<ChannelConsent[]> {
    await this.reader.get(ctx, moduleKey, id);
    const module = moduleOrThrow(await this.models.get(ctx), moduleKey);
    const fields = (['sms', 'mail'] as const).flatMap((channel) => {
      const key = addressField(module, channel);
      return key === null ? [] : [{ channel, key }];
    });
    const [record] = await this.reader.getMany(
      { ...ctx, userId: null },
      module.key,
      [id],
      fields.map(({ key }) => key),
    );
    return Promise.all(
      fields.map(async ({ channel, key }) => {
        const value = record?.[key];
        const address = normaliseAddress(channel, typeof value === 'string' ? value : null);
        const entries = address === null ? [] : await this.#entries(ctx, channel, address);
        return { channel, address: address !== null, state: entries[0]?.state ?? null, entries };
      }),
    );
  }

  async #entries(ctx: Context, channel: MessageChannel, address: string): Promise<ChannelConsent['entries']> {
    const [rows = []] = await this.database.read(ctx.tenantId, [
      sql`select c.state, c.source, c.note, c.at, u.name as by from message_consent c
          left join app_user u on u.tenant_id = c.tenant_id and u.id = c.recorded_by
          where c.tenant_id = ${ctx.tenantId} and c.channel = ${channel} and c.address = ${address}
          order by c.at desc, c.id desc limit ${SHOWN}`,
    ]);
    return rows.map((row) => ({
      state: row['state'] as ConsentState,
      source: String(row['source']),
      note: row['note'] as string | null,
      at: (row['at'] as Date).toISOString(),
      by: row['by'] as string | null,
    }));
  }
}
