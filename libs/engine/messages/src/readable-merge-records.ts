import { FIELD_VALUE_TYPES } from '@ruyi/contract/field-values';
import type { Context } from '@ruyi/engine/context';
import { moduleOrThrow, type ModelStore, type ModuleModel } from '@ruyi/engine/model';
import type { ReadableField, RecordItem, RecordReader } from '@ruyi/engine/records';
import type { MergeRecord, MergeRecords, SendTarget } from './merge-records.js';

/** The first mail or mobile field of a module; null where it has none. */
export function addressField(module: ModuleModel, channel: 'mail' | 'sms'): string | null {
  return addressFields(module)[channel];
}

/** Which fields of a module hold the addresses, and what may not be used. */
interface AddressFields {
  readonly mail: string | null;
  readonly sms: string | null;
  readonly doNotContact: string | null;
}

/** The first field of the kind, shipped before custom. */
function addressFields(module: ModuleModel): AddressFields {
  const live = [...module.fields.values()].filter((field) => field.retired !== true);
  return {
    mail: live.find((field) => field.type === 'email')?.key ?? null,
    sms: live.find((field) => field.type === 'mobile')?.key ?? null,
    doNotContact: module.fields.has('doNotContact') ? 'doNotContact' : null,
  };
}

/** Recipients read through the record reader, with the caller's right to send and the caller's rights on fields. */
export class ReadableMergeRecords implements MergeRecords {
  constructor(
    private readonly reader: RecordReader,
    private readonly models: ModelStore,
  ) {}

  async batch(
    ctx: Context,
    moduleKey: string,
    target: SendTarget,
    options: { readonly after: string | null; readonly limit: number; readonly paths: readonly string[] },
  ): Promise<{ readonly records: readonly MergeRecord[]; readonly next: string | null }> {
    const module = moduleOrThrow(await this.models.get(ctx), moduleKey);
    const readable = await this.reader.readableFields(ctx, module.key, [
      ...new Set([module.nameField, ...options.paths]),
    ]);
    const fields = [...readable.keys()];
    if (target.ids) {
      const from = Number(options.after ?? 0);
      const ids = target.ids.slice(from, from + options.limit);
      const page = await this.reader.list(ctx, module.key, {
        filter: { field: 'id', op: 'in', value: ids },
        action: 'send',
        sort: [{ field: 'createdAt' }],
        fields,
        limit: ids.length,
        ...(target.pool === undefined ? {} : { pool: target.pool }),
      });
      const next = from + options.limit < target.ids.length ? String(from + options.limit) : null;
      return { records: await this.#complete(ctx, module, page.items, readable), next };
    }
    const page = await this.reader.list(ctx, module.key, {
      ...(target.view === undefined ? {} : { view: target.view }),
      ...(target.subordinate === undefined ? {} : { subordinate: target.subordinate }),
      ...(target.filter === undefined ? {} : { filter: target.filter }),
      ...(target.search === undefined ? {} : { search: target.search }),
      ...(target.pool === undefined ? {} : { pool: target.pool }),
      action: 'send',
      sort: [{ field: 'createdAt' }],
      fields,
      limit: options.limit,
      ...(options.after === null ? {} : { after: options.after }),
    });
    return { records: await this.#complete(ctx, module, page.items, readable), next: page.nextCursor };
  }

  /** Addresses and do-not-contact are the record's own, whatever the caller may read of them. */
  async #complete(
    ctx: Context,
    module: ModuleModel,
    items: readonly RecordItem[],
    paths: ReadonlyMap<string, ReadableField>,
  ): Promise<MergeRecord[]> {
    const keys = addressFields(module);
    const wanted = [keys.mail, keys.sms, keys.doNotContact].filter((key): key is string => key !== null);
    const whole = await this.reader.getMany(
      { ...ctx, userId: null },
      module.key,
      items.map((item) => item.id),
      wanted,
    );
    const byId = new Map(whole.map((record) => [record.id, record]));
    const text = (record: RecordItem | undefined, key: string | null): string | null => {
      const value = key === null ? undefined : record?.[key];
      return typeof value === 'string' ? value : null;
    };
    return items.map((item) => {
      const record = byId.get(item.id);
      const refused = keys.doNotContact === null ? undefined : record?.[keys.doNotContact];
      return {
        id: item.id,
        name: text(item, module.nameField) ?? '',
        addresses: { mail: text(record, keys.mail), sms: text(record, keys.sms) },
        doNotContact: Array.isArray(refused) ? refused.map(String) : [],
        deleted: record === undefined,
        texts: new Map([...paths].map(([path, readable]) => [path, displayText(ctx, readable, item, path)])),
      };
    });
  }
}

function displayText(ctx: Context, { field, masked }: ReadableField, item: RecordItem, path: string): string {
  const shown = item._display[path];
  if (typeof shown === 'string') return shown;
  const value = item[path];
  if (value === null || value === undefined) return '';
  if (masked) return String(value);
  return FIELD_VALUE_TYPES[field.type].format(value, field, ctx.locale, {
    timeZone: ctx.timeZone,
    baseCurrency: ctx.baseCurrency,
  });
}
