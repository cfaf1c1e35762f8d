import { Component, computed, inject, input, linkedSignal, resource, signal } from '@angular/core';
import { Router } from '@angular/router';
import { ApiProblem, PeopleApi, WebhookApi, type Webhook, type WebhookDraft } from '@ruyi/ui/data-access';
import {
  Confirm,
  LabelledField,
  LoadError,
  SkeletonRows,
  Toaster,
  UnsavedChanges,
  injectFormat,
  injectTranslate,
} from '@ruyi/ui/kit';
import { AdminHeader } from '../frame/admin-header.js';
import { Switch } from '../frame/switch.js';
import { DeliveryLog } from './delivery-log.js';
import { EventChoice } from './event-choice.js';
import { SecretOnce } from './secret-once.js';

const FRESH: WebhookDraft = {
  name: '',
  url: '',
  events: ['customers.created', 'customers.updated'],
  roleId: '',
  enabled: true,
};
const FIELDS = ['name', 'url', 'events', 'roleId'] as const;

/** One webhook: where to, what, as whom; its secret; what became of its messages. */
@Component({
  selector: 'ry-webhook-page',
  imports: [AdminHeader, DeliveryLog, EventChoice, LabelledField, LoadError, SecretOnce, SkeletonRows, Switch],
  templateUrl: './webhook-page.html',
  styleUrl: '../frame/form-page.css',
})
export class WebhookPage {
  /** `new` makes one. */
  readonly id = input.required<string>();

  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  private readonly api = inject(WebhookApi);
  private readonly people = inject(PeopleApi);
  private readonly router = inject(Router);
  private readonly toaster = inject(Toaster);
  private readonly confirm = inject(Confirm);

  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly webhook = resource({
    params: () => (this.isNew() ? undefined : this.id()),
    loader: ({ params }) => this.api.get(params),
  });
  protected readonly stored = computed<Webhook | null>(() => (this.webhook.hasValue() ? this.webhook.value() : null));
  protected readonly roles = resource({ loader: () => this.people.roles() });
  private readonly saved = computed<WebhookDraft | null>(() => (this.isNew() ? FRESH : draftOf(this.stored())));
  protected readonly draft = linkedSignal(() => this.saved());
  protected readonly dirty = computed(() => JSON.stringify(this.draft()) !== JSON.stringify(this.saved()));
  protected readonly insecure = computed(() => this.draft()?.url.startsWith('http://') ?? false);
  /** Shown until the page is left. */
  protected readonly secret = signal<string | null>(null);
  protected readonly busy = signal(false);
  protected readonly errors = signal<Partial<Record<(typeof FIELDS)[number], string>>>({});
  protected readonly complaint = signal<string | null>(null);

  constructor() {
    inject(UnsavedChanges).watch(() => !this.busy() && this.dirty());
  }

  protected set(change: Partial<WebhookDraft>): void {
    this.draft.update((draft) => draft && { ...draft, ...change });
  }

  protected async save(): Promise<void> {
    const draft = this.draft();
    if (!draft) return;
    await this.run(async () => {
      const stored = this.stored();
      if (stored) return this.webhook.set(await this.api.update(stored.id, { ...draft, version: stored.version }));
      const { id, secret } = await this.api.create(draft);
      this.secret.set(secret);
      await this.router.navigate(['/settings/webhooks', id], { replaceUrl: true });
    });
  }

  protected async renew(webhook: Webhook): Promise<void> {
    const sure = await this.confirm.ask({
      title: this.t('admin.webhooks.renewTitle'),
      text: this.t('admin.webhooks.renewText'),
      confirm: this.t('admin.webhooks.renew'),
    });
    if (!sure) return;
    await this.run(async () => {
      const { secret, ...rest } = await this.api.renewSecret(webhook.id);
      this.secret.set(secret);
      this.webhook.set(rest);
    });
  }

  protected async remove(webhook: Webhook): Promise<void> {
    const sure = await this.confirm.ask({
      title: this.t('admin.webhooks.deleteTitle', { name: webhook.name }),
      text: this.t('admin.webhooks.deleteText'),
      confirm: this.t('kit.delete'),
      danger: true,
    });
    if (!sure) return;
    await this.run(async () => {
      await this.api.delete(webhook.id);
      await this.router.navigate(['/settings/webhooks']);
    });
  }

  private async run(work: () => Promise<unknown>): Promise<void> {
    this.busy.set(true);
    this.complaint.set(null);
    this.errors.set({});
    try {
      await work();
      void this.toaster.show(this.t('admin.home.saved'));
    } catch (error) {
      this.say(ApiProblem.from(error));
    } finally {
      this.busy.set(false);
    }
  }

  private say(problem: ApiProblem): void {
    const fieldOf = (path: string) => FIELDS.find((field) => path === field || path.startsWith(`${field}.`));
    const found = problem.issues.flatMap((issue) => {
      const field = fieldOf(issue.path);
      return field ? [[field, issue.message] as const] : [];
    });
    this.errors.set(Object.fromEntries(found));
    if (found.length === 0) this.complaint.set(problem.issues[0]?.message ?? problem.detail);
  }
}

function draftOf(webhook: Webhook | null): WebhookDraft | null {
  if (!webhook) return null;
  const { name, url, events, roleId, enabled } = webhook;
  return { name, url, events, roleId, enabled };
}
