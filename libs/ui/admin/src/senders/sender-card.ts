import { Component, computed, inject, input, linkedSignal, resource, signal } from '@angular/core';
import { ApiProblem, MessagingApi, SessionStore, type Channel, type SenderProvider } from '@ruyi/ui/data-access';
import {
  Confirm,
  Icon,
  LabelledField,
  LoadError,
  SkeletonRows,
  Toaster,
  UnsavedChanges,
  injectTranslate,
} from '@ruyi/ui/kit';
import { SenderFields } from './sender-fields.js';
import { SenderSteps } from './sender-steps.js';

interface Draft {
  readonly provider: SenderProvider;
  readonly settings: Readonly<Record<string, string>>;
  /** Only those typed now: the others are kept on the server. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly ratePerMinute: number;
}

/** What most mail servers in China want. */
const USUAL_MAIL = { port: '465', secure: 'true' };
const USUAL_RATE = 60;

/** How one channel sends: what is to be done in order, the provider and its settings, a test. */
@Component({
  selector: 'ry-sender-card',
  imports: [Icon, LabelledField, LoadError, SenderFields, SenderSteps, SkeletonRows],
  templateUrl: './sender-card.html',
  styleUrl: './sender-card.css',
})
export class SenderCard {
  readonly channel = input.required<Channel>();

  protected readonly t = injectTranslate();
  private readonly api = inject(MessagingApi);
  private readonly toaster = inject(Toaster);
  private readonly confirm = inject(Confirm);
  private readonly user = inject(SessionStore).user;

  protected readonly answer = resource({
    params: () => this.channel(),
    loader: ({ params }) => this.api.sender(params),
  });
  protected readonly statuses = resource({ loader: () => this.api.senderStatus() });
  protected readonly status = computed(() => (this.statuses.hasValue() ? this.statuses.value()[this.channel()] : null));
  protected readonly providers = computed(() =>
    this.answer.hasValue() ? (Object.keys(this.answer.value().providers) as SenderProvider[]) : [],
  );
  private readonly saved = computed<Draft | null>(() => {
    if (!this.answer.hasValue()) return null;
    const { sender } = this.answer.value();
    const [first = 'smtp'] = this.providers();
    return {
      provider: sender?.provider ?? first,
      settings: sender?.settings ?? (this.channel() === 'mail' ? USUAL_MAIL : {}),
      secrets: {},
      ratePerMinute: sender?.ratePerMinute ?? USUAL_RATE,
    };
  });
  protected readonly draft = linkedSignal(() => this.saved());
  protected readonly dirty = computed(() => JSON.stringify(this.draft()) !== JSON.stringify(this.saved()));
  protected readonly shape = computed(() => {
    const draft = this.draft();
    return draft && this.answer.hasValue() ? this.answer.value().providers[draft.provider] : undefined;
  });
  protected readonly secretsSet = computed<readonly string[]>(() => {
    const sender = this.answer.hasValue() ? this.answer.value().sender : null;
    return sender?.provider === this.draft()?.provider ? (sender?.secretsSet ?? []) : [];
  });
  protected readonly callbackKinds = ['receipts', 'replies'] as const;
  protected readonly callbacks = computed(() => (this.answer.hasValue() ? this.answer.value().callbacks : undefined));
  protected readonly issues = signal<Readonly<Record<string, string>>>({});
  protected readonly complaint = signal<string | null>(null);
  protected readonly busy = signal(false);
  protected readonly testTo = linkedSignal(
    () => (this.channel() === 'mail' ? this.user()?.email : this.user()?.mobile) ?? '',
  );
  protected readonly testResult = signal<{ readonly fine: boolean; readonly text: string } | null>(null);

  constructor() {
    inject(UnsavedChanges).watch(() => this.dirty());
  }

  protected async copy(text: string): Promise<void> {
    await navigator.clipboard.writeText(text);
    await this.toaster.show(this.t('admin.senders.copied'));
  }

  protected async renew(): Promise<void> {
    const sure = await this.confirm.ask({
      title: this.t('admin.senders.renewTitle'),
      text: this.t('admin.senders.renewText'),
      confirm: this.t('admin.senders.renew'),
      danger: true,
    });
    if (!sure) return;
    await this.api.renewCallbacks();
    this.answer.reload();
  }

  protected setProvider(text: string): void {
    const provider = this.providers().find((each) => each === text);
    if (provider) this.draft.update((draft) => draft && { ...draft, provider, secrets: {} });
    this.issues.set({});
  }

  protected set(part: 'settings' | 'secrets', name: string, value: string): void {
    this.draft.update((draft) => {
      if (!draft) return draft;
      const { [name]: _, ...rest } = draft[part];
      return { ...draft, [part]: value === '' ? rest : { ...rest, [name]: value } };
    });
    this.issues.update(({ [name]: _, ...rest }) => rest);
  }

  protected setRate(value: number): void {
    this.draft.update((draft) => draft && { ...draft, ratePerMinute: value });
  }

  protected async save(): Promise<void> {
    const draft = this.draft();
    const shape = this.shape();
    if (!draft || !shape || this.busy()) return;
    this.busy.set(true);
    this.complaint.set(null);
    this.issues.set({});
    try {
      const settings = Object.fromEntries(
        Object.entries(draft.settings).filter(([name]) => shape.settings.includes(name)),
      );
      const { secrets, provider, ratePerMinute } = draft;
      await this.api.saveSender(this.channel(), {
        provider,
        settings,
        ratePerMinute,
        ...(Object.keys(secrets).length > 0 ? { secrets } : {}),
      });
      this.answer.reload();
      this.statuses.reload();
      void this.toaster.show(this.t('admin.home.saved'));
    } catch (error) {
      const problem = ApiProblem.from(error);
      this.issues.set(
        Object.fromEntries(
          problem.issues.map((issue) => [issue.path.replace(/^(settings|secrets)\./, ''), issue.message] as const),
        ),
      );
      this.complaint.set(problem.issues.length > 0 ? null : problem.detail);
    } finally {
      this.busy.set(false);
    }
  }

  protected async test(): Promise<void> {
    if (this.busy() || this.dirty() || !this.testTo().trim()) return;
    this.busy.set(true);
    this.testResult.set(null);
    try {
      const { sink } = await this.api.testSender(this.channel(), this.testTo().trim());
      this.testResult.set({ fine: true, text: this.t(sink ? 'admin.senders.testInSink' : 'admin.senders.testSent') });
      this.statuses.reload();
    } catch (error) {
      const problem = ApiProblem.from(error);
      this.testResult.set({ fine: false, text: problem.issues[0]?.message ?? problem.detail });
    } finally {
      this.busy.set(false);
    }
  }
}
