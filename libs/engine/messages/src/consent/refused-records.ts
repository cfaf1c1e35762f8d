import type { FilterNode } from '@ruyi/contract/query';
import { AppError } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import type { ModelStore, ModuleModel } from '@ruyi/engine/model';
import type { CommandSet, RecordItem, RecordReader } from '@ruyi/engine/records';
import { normaliseAddress } from '../address.js';
import type { MessageChannel } from '../message.js';

/** A record that has an address. */
export interface AddressedRecord {
  readonly module: string;
  readonly id: string;
}

const PAGE = 200;
const FIELD = 'doNotContact';
const KINDS = { mail: 'email', sms: 'mobile' } as const;

/** Finds every record of the tenant with an address, whatever its module and field, and marks it as not to be contacted. */
export class RefusedRecords {
  constructor(
    private readonly models: ModelStore,
    private readonly reader: RecordReader,
    private readonly commands: Pick<CommandSet, 'update'>,
  ) {}

  async having(ctx: Context, channel: MessageChannel, address: string): Promise<AddressedRecord[]> {
    const model = await this.models.get(ctx);
    const found: AddressedRecord[] = [];
    for (const module of model.modules.values()) {
      const fields = addressFields(module, channel);
      if (!module.enabled || fields.length === 0) continue;
      const filter = addressFilter(fields, channel, address);
      for (let after: string | null = ''; after !== null;) {
        const page: { readonly items: readonly RecordItem[]; readonly nextCursor: string | null } =
          await this.reader.list({ ...ctx, userId: null }, module.key, {
            filter,
            fields,
            sort: [{ field: 'createdAt' }],
            limit: PAGE,
            ...(after === '' ? {} : { after }),
          });
        const its = page.items.filter((item) => fields.some((key) => hasAddress(item[key], channel, address)));
        found.push(...its.map((item) => ({ module: module.key, id: item.id })));
        after = page.nextCursor;
      }
    }
    return found;
  }

  /** Through the record commands, so that history, events and rules take part. Those that are marked stay as they are. */
  async mark(ctx: Context, channel: MessageChannel, records: readonly AddressedRecord[]): Promise<void> {
    const system = { ...ctx, userId: null };
    for (const { module, id } of records) await this.#markOne(system, channel, { module, id });
  }

  async #markOne(ctx: Context, channel: MessageChannel, record: AddressedRecord): Promise<void> {
    const model = await this.models.get(ctx);
    if (!model.modules.get(record.module)?.fields.has(FIELD)) return;
    const [found] = await this.reader.getMany(ctx, record.module, [record.id], [FIELD]);
    if (!found) return;
    const before = Array.isArray(found[FIELD]) ? found[FIELD].map(String) : [];
    if (before.includes(channel)) return;
    try {
      await this.commands.update.run(ctx, record, { version: found.version, [FIELD]: [...before, channel] });
    } catch (error) {
      // Changed or deleted meanwhile: looked at again.
      if (!(error instanceof AppError) || (error.code !== 'versionConflict' && error.status !== 404)) throw error;
      if (error.code === 'versionConflict') await this.#markOne(ctx, channel, record);
    }
  }
}

function addressFields(module: ModuleModel, channel: MessageChannel): string[] {
  return [...module.fields.values()]
    .filter((field) => field.type === KINDS[channel] && field.retired !== true)
    .map((field) => field.key);
}

/** Mail addresses are kept as they were written: found whatever their case, and compared afterwards. */
function addressFilter(fields: readonly string[], channel: MessageChannel, address: string): FilterNode {
  const op = channel === 'mail' ? ('contains' as const) : ('eq' as const);
  return { or: fields.map((field) => ({ field, op, value: address })) };
}

function hasAddress(value: unknown, channel: MessageChannel, address: string): boolean {
  return typeof value === 'string' && normaliseAddress(channel, value) === address;
}
