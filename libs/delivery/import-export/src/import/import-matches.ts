import { normaliseUnique, parseFieldValue } from '@ruyi/contract/field-values';
import type { FieldModel, ModuleModel } from '@ruyi/engine/model';
import { uniqueHolders, type RecordReader, type StoredRecord, type WriteSession } from '@ruyi/engine/records';

/** Records that one page of the lookup reads. */
const PAGE = 200;

/** Which record a row means: none, one, or several that its value cannot tell apart. */
export type Match = StoredRecord | 'none' | 'several';

/** Finds the records of a batch by one field, of those that the caller may see. */
export class ImportMatches {
  /** Each value is in the register of unique ones; it is not where only some records take part. */
  readonly #isRegistered: boolean;

  constructor(
    private readonly session: WriteSession,
    private readonly reader: RecordReader,
    private readonly module: ModuleModel,
    private readonly field: FieldModel,
  ) {
    this.#isRegistered = field.unique === true && field.uniqueWhen === undefined;
  }

  /** What tells the record of a row, in one form however it is written; null where the row says nothing, or nothing valid. */
  keyOf(input: unknown): string | null {
    const { ctx, regions } = this.session;
    const env = { timeZone: ctx.timeZone, baseCurrency: ctx.baseCurrency, regions };
    const read = parseFieldValue(input, { ...this.field, required: false }, env);
    if (!read.ok || read.value === null) return null;
    return this.#isRegistered ? normaliseUnique(this.field, read.value) : String(read.value);
  }

  async of(keys: readonly string[]): Promise<(key: string) => Match> {
    const ids = this.#isRegistered ? await this.#holders(keys) : await this.#search(keys);
    const found = await this.#visible([...new Set([...ids.values()].flat())]);
    return (key) => {
      const records = (ids.get(key) ?? []).flatMap((id) => found.get(id) ?? []);
      if (records.length > 1) return 'several';
      return records[0] ?? 'none';
    };
  }

  async #holders(keys: readonly string[]): Promise<Map<string, readonly string[]>> {
    const { ctx, tx } = this.session;
    const held = await uniqueHolders(ctx, tx, this.module, { field: this.field.key, texts: keys });
    return new Map([...held].map(([key, id]) => [key, [id]]));
  }

  async #search(keys: readonly string[]): Promise<Map<string, readonly string[]>> {
    const { ctx, tx } = this.session;
    const { key: field } = this.field;
    const found = new Map<string, string[]>();
    for (let after: string | null | undefined; keys.length > 0 && after !== null;) {
      const page = await this.reader.list(
        ctx,
        this.module.key,
        {
          fields: ['id', field],
          filter: { field, op: 'in', value: keys.map((key) => (this.field.type === 'integer' ? Number(key) : key)) },
          sort: [{ field: 'id' }],
          limit: PAGE,
          ...(after === undefined ? {} : { after }),
        },
        tx,
      );
      for (const item of page.items) {
        const key = this.keyOf(item[field]);
        if (key !== null) found.set(key, [...(found.get(key) ?? []), item.id]);
      }
      after = page.nextCursor;
    }
    return found;
  }

  async #visible(ids: readonly string[]): Promise<Map<string, StoredRecord>> {
    const visible = new Map<string, StoredRecord>();
    if (ids.length === 0) return visible;
    const live = (await this.session.read(this.module, ids)).filter(({ deletedAt }) => deletedAt === null);
    const may = await this.session.mayOfMany('read', this.module, live);
    for (const [index, record] of live.entries()) if (may[index]) visible.set(record.id, record);
    return visible;
  }
}
