import { Component, DestroyRef, computed, effect, inject, input, resource, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  ApiProblem,
  MessagingApi,
  type DeliveryState,
  type RecipientState,
  type SendRecipient,
} from '@ruyi/ui/data-access';
import {
  Confirm,
  EmptyState,
  LoadError,
  ProgressLine,
  SkeletonRows,
  Toaster,
  injectFormat,
  injectTranslate,
} from '@ruyi/ui/kit';
import { AdminHeader } from '../frame/admin-header.js';

const STATES: readonly RecipientState[] = ['queued', 'sending', 'sent', 'skipped', 'failed'];
const DELIVERIES: readonly DeliveryState[] = ['delivered', 'undelivered'];
const LOOK_AGAIN_MS = 2000;
/** What the server answers at once. */
const PAGE = 50;

/** One send: how far it is, and what became of each recipient. */
@Component({
  selector: 'ry-send-page',
  imports: [AdminHeader, EmptyState, LoadError, ProgressLine, RouterLink, SkeletonRows],
  templateUrl: './send-page.html',
  styleUrls: ['../frame/split-page.css', './send-page.css'],
})
export class SendPage {
  readonly id = input.required<string>();

  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  private readonly api = inject(MessagingApi);
  private readonly confirm = inject(Confirm);
  private readonly toaster = inject(Toaster);
  protected readonly states = STATES;
  protected readonly deliveries = DELIVERIES;

  protected readonly send = resource({ params: () => this.id(), loader: ({ params }) => this.api.send(params) });
  protected readonly state = signal<RecipientState | DeliveryState | null>(null);
  protected readonly recipients = signal<readonly SendRecipient[] | null>(null);
  protected readonly next = signal<string | null>(null);
  protected readonly running = computed(
    () => this.send.hasValue() && this.send.value().finishedAt === null && this.send.value().state !== 'cancelled',
  );
  protected readonly total = computed(() =>
    this.send.hasValue() ? Object.values(this.send.value().counts).reduce((sum, count) => sum + count, 0) : 0,
  );
  protected readonly done = computed(() => this.total() - this.count('queued') - this.count('sending'));

  protected readonly inSink = computed(() => this.recipients()?.some((recipient) => recipient.sink) ?? false);
  private readonly question = computed(() => `${this.id()} ${this.state() ?? ''}`);

  constructor() {
    effect(() => {
      this.question();
      void untracked(() => this.read(null));
    });
    const timer = setInterval(() => {
      if (!this.running() || (this.send.hasValue() && this.send.value().state === 'scheduled')) return;
      this.send.reload();
      // Who has turned to further pages reads there in peace.
      if ((this.recipients()?.length ?? 0) <= PAGE) void this.read(null);
    }, LOOK_AGAIN_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  protected count(state: RecipientState): number {
    const counts: Partial<Record<RecipientState, number>> = this.send.hasValue() ? this.send.value().counts : {};
    return counts[state] ?? 0;
  }

  protected receipts(state: DeliveryState): number {
    return this.send.hasValue() ? this.send.value().receipts[state] : 0;
  }

  protected async read(after: string | null): Promise<void> {
    const question = this.question();
    try {
      const page = await this.api.recipients(this.id(), this.state() ?? undefined, after ?? undefined);
      if (question !== this.question()) return;
      this.recipients.update((all) => (after ? [...(all ?? []), ...page.items] : page.items));
      this.next.set(page.nextCursor);
    } catch {
      // The send itself says what is wrong.
      this.recipients.set([]);
    }
  }

  protected async cancel(): Promise<void> {
    const sure = await this.confirm.ask({
      title: this.t('admin.sends.cancelTitle'),
      text: this.t('admin.sends.cancelText'),
      confirm: this.t('admin.sends.cancel'),
      cancel: this.t('admin.sends.keep'),
      danger: true,
    });
    if (!sure) return;
    try {
      this.send.set(await this.api.cancelSend(this.id()));
    } catch (error) {
      void this.toaster.show(ApiProblem.from(error).detail);
    }
    await this.read(null);
  }
}
