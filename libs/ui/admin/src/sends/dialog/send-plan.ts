import { Injectable, computed, inject, linkedSignal, resource, signal } from '@angular/core';
import { ModuleStore, MessagingApi, RecordApi, type ApiRecord, type RecordQuery } from '@ruyi/ui/data-access';
import type { SendWish } from '@ruyi/ui/module-slots';
import type { FilterNode } from '@ruyi/contract/query';
import { addressField, queryOf, recipientConditions } from './recipient-query.js';

/** So many of the recipients can be leafed through. */
const EXAMPLES = 20;

export interface ExampleRecipient {
  readonly id: string;
  readonly name: string;
  readonly address: string | null;
}

/** Who is left out, as far as their fields tell; null where they do not. */
export interface RecipientCount {
  readonly total: number;
  readonly noAddress: number | null;
  readonly doNotContact: number | null;
}

/** What the send dialog knows before sending: the templates, whether the channel works, and who would get what. */
@Injectable()
export class SendPlan {
  private readonly messaging = inject(MessagingApi);
  private readonly records = inject(RecordApi);
  private readonly modules = inject(ModuleStore);
  readonly wish = signal<SendWish | null>(null);

  private readonly templateList = resource({
    params: () => this.wish() ?? undefined,
    loader: ({ params }) => this.messaging.templates({ channel: params.channel, module: params.module }),
  });
  private readonly statuses = resource({ loader: () => this.messaging.senderStatus() });
  private readonly exampleList = resource({
    params: () => this.wish() ?? undefined,
    loader: ({ params }) => this.readExamples(params),
  });
  private readonly counts = resource({
    params: () => this.wish() ?? undefined,
    loader: ({ params }) => this.readCounts(params),
  });

  readonly error = computed(() => this.templateList.error() ?? this.statuses.error() ?? this.counts.error());
  readonly templates = computed(() => (this.templateList.hasValue() ? this.templateList.value().items : null));
  readonly status = computed(() => {
    const wish = this.wish();
    return wish && this.statuses.hasValue() ? this.statuses.value()[wish.channel] : null;
  });
  readonly examples = computed<readonly ExampleRecipient[]>(() =>
    this.exampleList.hasValue() ? this.exampleList.value() : [],
  );
  readonly count = computed(() => (this.counts.hasValue() ? this.counts.value() : null));
  /** How many should get it; null while nobody knows. */
  readonly recipients = computed(() => {
    const count = this.count();
    return count && Math.max(0, count.total - (count.noAddress ?? 0) - (count.doNotContact ?? 0));
  });

  readonly templateId = linkedSignal<string | null>(() => this.templates()?.[0]?.id ?? null);
  readonly template = computed(() => this.templates()?.find((template) => template.id === this.templateId()) ?? null);
  readonly nth = linkedSignal<readonly ExampleRecipient[], number>({ source: this.examples, computation: () => 0 });
  readonly example = computed(() => this.examples()[this.nth()] ?? null);

  retry(): void {
    for (const each of [this.templateList, this.statuses, this.exampleList, this.counts])
      if (each.error()) each.reload();
  }

  /** The first who get the message; where the reader may not ask for addresses, the first of all. */
  private async readExamples({ module: key, channel, target }: SendWish): Promise<readonly ExampleRecipient[]> {
    const module = await this.modules.load(key);
    const address = addressField(module, channel);
    const fields = [module.nameField, ...(address ? [address] : [])];
    const good = recipientConditions(module, channel)?.good;
    const read = (...more: readonly FilterNode[]) =>
      this.records.list(key, { ...queryOf(target, ...more), fields, sort: [{ field: 'createdAt' }], limit: EXAMPLES });
    const { items } = await (good ? read(good).catch(() => read()) : read());
    return items.map((record) => ({
      id: record.id,
      name: textOf(record, module.nameField) ?? record.id,
      address: address && textOf(record, address),
    }));
  }

  private async readCounts({ module: key, channel, target, count }: SendWish): Promise<RecipientCount> {
    const module = await this.modules.load(key);
    const conditions = recipientConditions(module, channel);
    const total = (query: RecordQuery) =>
      this.records.total(key, { ...query, total: 'exact' }).then(({ value }) => value);
    const unlessRefused = (condition: FilterNode | null | undefined) =>
      condition ? total(queryOf(target, condition)).catch(() => null) : Promise.resolve(null);
    const [all, noAddress, doNotContact] = await Promise.all([
      count ?? total(queryOf(target)),
      unlessRefused(conditions?.missing),
      unlessRefused(conditions?.refused),
    ]);
    return { total: all, noAddress, doNotContact };
  }
}

function textOf(record: ApiRecord, key: string): string | null {
  const value = record._display[key] ?? record[key];
  return typeof value === 'string' && value !== '' ? value : null;
}
