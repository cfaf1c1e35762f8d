import {
  Component,
  Injector,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  resource,
  signal,
  untracked,
} from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { addDays, dateParts, instantOf, isEmptyValue } from '@ruyi/contract/field-values';
import { labelText, type Field, type ModuleDescription } from '@ruyi/contract/metadata';
import { ApiProblem, RecordApi, newIdempotencyKey, type ApiRecord } from '@ruyi/ui/data-access';
import { FieldEnvironment, FieldInputHost, Words } from '@ruyi/ui/fields';
import { Icon, Toaster, injectFormat, injectTranslate } from '@ruyi/ui/kit';
import { FormModel } from '../form/form-model.js';
import { defaultValues } from '../form/start-values.js';
import { MentionText } from './mention-text.js';

const FIELDS = ['means', 'contact', 'content', 'nextContactAt', 'photos', 'attachments', 'mentions'] as const;
const MOST_CONTACTS = 50;
const HOUR = 9;
const PHRASES = ['noAnswer', 'quoted', 'visit', 'noNeed', 'wechat'] as const;
/** As many of the later times as are offered beside a time that has passed. */
const SOON = 3;
const LATER = [
  ['tomorrow', 1],
  ['in3Days', 3],
  ['in7Days', 7],
  ['in30Days', 30],
] as const;

/** What was said, by which means, to whom, and when to speak again: two taps after a call. */
@Component({
  selector: 'ry-follow-up-box',
  imports: [FieldInputHost, Icon, MatMenuModule, MentionText],
  styleUrl: './follow-up-box.css',
  templateUrl: './follow-up-box.html',
})
export class FollowUpBox {
  readonly followUps = input.required<ModuleDescription>();
  readonly module = input.required<ModuleDescription>();
  readonly record = input.required<ApiRecord>();
  readonly saved = output<void>();

  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  protected readonly words = inject(Words);
  protected readonly phrases = PHRASES;
  protected readonly later = LATER;
  protected readonly soon = LATER.slice(0, SOON);
  private readonly api = inject(RecordApi);
  private readonly environment = inject(FieldEnvironment);
  private readonly toaster = inject(Toaster);
  private readonly injector = inject(Injector);
  private readonly round = signal(0);
  private idempotencyKey = newIdempotencyKey();

  protected readonly busy = signal(false);
  private readonly refusal = signal<string | null>(null);
  protected readonly shown = signal<'when' | 'photos' | 'attachments' | null>(null);
  protected readonly active = signal(false);
  protected readonly form = linkedSignal<string, FormModel>({
    source: () => `${this.record().id} ${this.round()}`,
    computation: () => untracked(() => this.begin()),
  });
  protected readonly means = computed(() => this.field('means')?.options?.filter((option) => !option.retired) ?? []);
  protected readonly content = computed(() => text(this.form().values()['content']));
  /** The time that was chosen; a text that is no time stays in its box to be mended. */
  protected readonly next = computed(() => {
    const next = text(this.form().values()['nextContactAt']);
    return this.form().errorOf('nextContactAt') === null ? next : '';
  });
  /** The time that the record was to be contacted at, where it has passed and no next one is chosen: a good moment to ask. */
  protected readonly passed = computed(() => {
    const due = text(this.record()['nextContactAt']);
    const asks = this.has('nextContactAt') && (this.active() || this.content() !== '') && this.next() === '';
    return asks && due !== '' && Date.parse(due) <= this.environment.now().getTime() ? due : null;
  });
  /** What stands in the way of saving, as long as it does. */
  protected readonly problem = computed(() => {
    const form = this.form();
    const wrong = form.fields.find(({ key }) => form.shownError(key) !== null);
    if (!wrong) return this.refusal();
    return this.t('records.followUp.wrong', {
      field: this.words.of(wrong.label),
      what: form.shownError(wrong.key) ?? '',
    });
  });

  /** The people of a customer, to choose from. */
  private readonly people = resource({
    params: () => (this.module().key === 'customers' && this.field('contact') ? this.record().id : undefined),
    loader: async ({ params, abortSignal }) => {
      const filter = { field: 'customer', op: 'eq', value: params } as const;
      const page = await this.api.list(
        'contacts',
        { filter, fields: ['name', 'post'], limit: MOST_CONTACTS },
        { signal: abortSignal },
      );
      return page.items;
    },
  });
  protected readonly contacts = computed(() => (this.people.hasValue() ? this.people.value() : []));

  protected has(key: (typeof FIELDS)[number]): boolean {
    return this.field(key) !== undefined;
  }

  protected value(key: string): string {
    return text(this.form().values()[key]);
  }

  protected set(key: string, value: string): void {
    this.refusal.set(null);
    this.form().set(key, value === '' ? null : value);
  }

  /** Who is told, as far as the follow-ups have a field for it. */
  protected mention(ids: readonly string[]): void {
    if (this.has('mentions')) this.form().set('mentions', ids);
  }

  protected meansText(option: { readonly label: { readonly zh: string; readonly en?: string } }): string {
    return labelText(option.label, this.words.locale());
  }

  protected addPhrase(key: string): void {
    const phrase = this.t(`records.phrase.${key}`);
    const content = this.content();
    this.set('content', content === '' ? phrase : `${content}${content.endsWith('\n') ? '' : '\n'}${phrase}`);
    this.active.set(true);
  }

  /** That many days from now, in the morning. */
  protected setNext(days: number): void {
    const day = dateParts(addDays(this.environment.today(), days));
    this.form().set(
      'nextContactAt',
      instantOf({ ...day, hour: HOUR, minute: 0, second: 0 }, this.environment.values().timeZone).toISOString(),
    );
    this.active.set(true);
  }

  protected toggle(part: 'when' | 'photos' | 'attachments'): void {
    this.active.set(true);
    this.shown.update((shown) => (shown === part ? null : part));
  }

  protected async save(): Promise<void> {
    if (this.busy()) return;
    const values = this.form().submit();
    if (values === null) {
      if (this.form().errorOf('nextContactAt') !== null) this.shown.set('when');
      return;
    }
    this.busy.set(true);
    this.refusal.set(null);
    try {
      const said = Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmptyValue(value)));
      const target = { module: this.module().key, id: this.record().id };
      await this.api.create(this.followUps().key, { ...said, target }, this.idempotencyKey);
      this.round.update((round) => round + 1);
      this.shown.set(null);
      this.active.set(false);
      void this.toaster.show(this.t('records.followUp.saved'));
      this.saved.emit();
    } catch (error) {
      const problem = ApiProblem.from(error);
      this.refusal.set(problem.issues[0]?.message || problem.detail || this.t('kit.error.unknown'));
    } finally {
      this.idempotencyKey = newIdempotencyKey();
      this.busy.set(false);
    }
  }

  private begin(): FormModel {
    const fields = FIELDS.flatMap((key) => this.field(key) ?? []);
    const context = { userId: null, departmentId: null, today: this.environment.today(), now: this.environment.now() };
    return new FormModel({ fields, values: defaultValues(fields, context) }, this.injector);
  }

  private field(key: string): Field | undefined {
    return this.followUps().fields.find((field) => field.key === key && !field.retired && !field.hidden);
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
