import { Component, effect, inject, input, signal } from '@angular/core';
import { labelText } from '@ruyi/contract/metadata';
import { ApiProblem, SessionStore, WebhookApi, type WebhookDelivery } from '@ruyi/ui/data-access';
import {
  EmptyState,
  Icon,
  LoadError,
  LocaleStore,
  SkeletonRows,
  Toaster,
  injectFormat,
  injectTranslate,
} from '@ruyi/ui/kit';

const LOOK_MS = 700;
/** The time limit of an attempt, and a little for the way through the queue. */
const LOOKS = 20;

/** What became of a webhook's messages; a button sends one for a try. */
@Component({
  selector: 'ry-delivery-log',
  imports: [EmptyState, Icon, LoadError, SkeletonRows],
  templateUrl: './delivery-log.html',
  styleUrl: './delivery-log.css',
})
export class DeliveryLog {
  readonly webhookId = input.required<string>();

  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  private readonly api = inject(WebhookApi);
  private readonly toaster = inject(Toaster);
  private readonly session = inject(SessionStore);
  private readonly locale = inject(LocaleStore).locale;
  protected readonly items = signal<readonly WebhookDelivery[] | null>(null);
  protected readonly next = signal<string | null>(null);
  protected readonly error = signal<ApiProblem | null>(null);
  protected readonly testing = signal(false);

  constructor() {
    effect(() => void this.read(this.webhookId(), null));
  }

  /** `客户 · 新建` */
  protected named({ event, module }: WebhookDelivery): string {
    const name = this.t(`admin.webhooks.event.${event.split('.').at(-1) ?? ''}`);
    const found = this.session.modules().find(({ key }) => key === module);
    return found ? `${labelText(found.label, this.locale())} · ${name}` : name;
  }

  protected async read(webhookId: string, after: string | null): Promise<void> {
    try {
      const page = await this.api.deliveries(webhookId, after ? { after } : {});
      this.items.update((items) => (after ? [...(items ?? []), ...page.items] : page.items));
      this.next.set(page.nextCursor);
      this.error.set(null);
    } catch (error) {
      this.error.set(ApiProblem.from(error));
    }
  }

  protected async resend(delivery: WebhookDelivery): Promise<void> {
    try {
      await this.api.resend(this.webhookId(), delivery.id);
      void this.toaster.show(this.t('admin.webhooks.resent'));
    } catch (error) {
      void this.toaster.show(ApiProblem.from(error).detail);
    }
    await this.read(this.webhookId(), null);
  }

  protected async test(): Promise<void> {
    this.testing.set(true);
    try {
      void this.toaster.show(this.outcomeOf(await this.end(await this.api.test(this.webhookId()))));
    } catch (error) {
      void this.toaster.show(ApiProblem.from(error).detail);
    } finally {
      this.testing.set(false);
    }
    await this.read(this.webhookId(), null);
  }

  /** The message when it has been tried, or as it is when that takes too long. */
  private async end(sent: WebhookDelivery): Promise<WebhookDelivery> {
    let delivery = sent;
    for (let look = 0; look < LOOKS && delivery.nextAt !== null; look += 1) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      delivery = await this.api.delivery(this.webhookId(), sent.id);
    }
    return delivery;
  }

  private outcomeOf({ state, attempts }: WebhookDelivery): string {
    const last = attempts.at(-1);
    if (state === 'delivered') return this.t('admin.webhooks.testSent', { status: last?.status ?? '' });
    if (state !== 'failed') return this.t('admin.webhooks.testSlow');
    const reason = last?.error ?? this.t('admin.webhooks.answered', { status: last?.status ?? '' });
    return this.t('admin.webhooks.testFailed', { reason });
  }
}
