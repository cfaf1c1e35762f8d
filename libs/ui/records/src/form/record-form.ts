import {
  Component,
  DestroyRef,
  ElementRef,
  Injector,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  untracked,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  ApiProblem,
  RecordApi,
  SessionStore,
  newIdempotencyKey,
  type ApiRecord,
  type DuplicateMatch,
  type RecordValues,
} from '@ruyi/ui/data-access';
import { isEmptyValue } from '@ruyi/contract/field-values';
import type { ModuleDescription } from '@ruyi/contract/metadata';
import { FieldEnvironment, FieldInputHost, Words } from '@ruyi/ui/fields';
import { Icon, Toaster, UnsavedChanges, injectFormat, injectTranslate } from '@ruyi/ui/kit';
import { DraftStore } from './draft-store.js';
import { ActionRunner } from '../actions/action-runner.js';
import { injectDuplicateQuestion } from './duplicate-question.js';
import { FieldFrame } from './field-frame.js';
import { injectRegionFill } from './fill-region.js';
import { focusWhenThere } from './focus-when-there.js';
import { sectionsOf, withRequired, type FormSection } from './form-layout.js';
import { FormModel } from './form-model.js';
import { settleConflict } from './settle-conflict.js';
import { copiedValues, defaultValues, recordValues } from './start-values.js';

export type SaveMode = 'save' | 'saveAndNew' | 'toPool';

export interface Saved {
  readonly record: ApiRecord;
  readonly mode: SaveMode;
}

const DRAFT_PAUSE_MS = 600;

/** What a form is about, and which fields it has. */
interface FormIdentity {
  readonly about: string;
  readonly fields: string;
}

/** The form of any module, drawn from its layout: new, edited or copied. */
@Component({
  selector: 'ry-record-form',
  imports: [FieldFrame, FieldInputHost, Icon, RouterLink],
  styleUrl: './record-form.css',
  templateUrl: './record-form.html',
})
export class RecordForm {
  readonly module = input.required<ModuleDescription>();
  /** The record to edit. */
  readonly record = input<ApiRecord | null>(null);
  /** The record to take values over from. */
  readonly copyOf = input<ApiRecord | null>(null);
  /** Values that the place where the form was opened knows: the customer of a contact. */
  readonly preset = input<RecordValues>({});
  readonly presetTexts = input<Readonly<Record<string, string | null>>>({});
  /** In a dialog: fewer buttons, no draft. */
  readonly small = input(false);
  readonly saved = output<Saved>();
  readonly cancelled = output<void>();

  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  protected readonly format = injectFormat();
  private readonly api = inject(RecordApi);
  private readonly session = inject(SessionStore);
  private readonly environment = inject(FieldEnvironment);
  private readonly drafts = inject(DraftStore);
  private readonly toaster = inject(Toaster);
  private readonly runner = inject(ActionRunner);
  private readonly injector = inject(Injector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  protected readonly busy = signal(false);
  protected readonly complaints = signal<readonly string[]>([]);
  protected readonly draftAt = signal<string | null>(null);
  protected readonly opened = signal<ReadonlySet<string>>(new Set());
  private readonly round = signal(0);
  private idempotencyKey = newIdempotencyKey();

  protected readonly sections = computed<readonly FormSection[]>(() => {
    const module = this.module();
    const access = (key: string) => this.session.fieldAccess(module.key, key);
    return withRequired(module, sectionsOf(module, 'form', access), access);
  });
  /** Made anew for another module, record or round; when metadata change while somebody types, what was typed stays. */
  protected readonly form = linkedSignal<FormIdentity, FormModel>({
    source: () => ({
      about: `${this.module().key} ${this.record()?.id ?? ''} ${this.record()?.version ?? ''} ${this.copyOf()?.id ?? ''} ${this.round()}`,
      fields: this.sections()
        .map((section) => section.fields.map(({ field }) => field.key))
        .join(),
    }),
    computation: (now, before) =>
      untracked(() => {
        if (before?.source.about === now.about && before.source.fields === now.fields) return before.value;
        const form = this.begin();
        if (before?.source.about === now.about) form.restore(before.value.values(), before.value.shownTexts());
        return form;
      }),
  });
  protected readonly mayPool = computed(
    () => this.module().poolable && !this.record() && this.session.can('putInPool', this.module().key),
  );
  protected readonly duplicates = injectDuplicateQuestion(() => ({
    module: this.module(),
    values: this.form().values(),
    exclude: this.record()?.id ?? null,
  }));

  constructor() {
    injectRegionFill(() => this.form());
    effect(() => {
      const form = this.form();
      untracked(() => this.focusFirst(form));
    });
    inject(UnsavedChanges).watch(() => !this.busy() && this.form().dirty());
    let timer: ReturnType<typeof setTimeout> | undefined;
    effect(() => {
      const form = this.form();
      const values = form.values();
      if (this.small() || !form.dirty()) return;
      clearTimeout(timer);
      const [module, record] = untracked(() => [this.module().key, this.record()?.id ?? null] as const);
      timer = setTimeout(() => this.drafts.keep(module, record, { values, texts: form.shownTexts() }), DRAFT_PAUSE_MS);
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(timer));
    this.stopDraft = () => clearTimeout(timer);
  }
  private readonly stopDraft: () => void;

  protected saying(field: string, match: DuplicateMatch): string {
    if (match.deleted) return 'records.duplicate.deleted';
    const forbids = this.module().duplicates.some((rule) => rule.field === field && rule.mode === 'forbid');
    return forbids ? 'records.duplicate.forbidden' : 'records.duplicate.found';
  }

  /** What only warns can be saved and then made one with what was there, by those who may merge. */
  protected mayMergeWith(field: string, match: DuplicateMatch): boolean {
    const { key } = this.module();
    return (
      !this.small() &&
      this.saying(field, match) === 'records.duplicate.found' &&
      this.session.can('edit', key) &&
      this.session.can('delete', key)
    );
  }

  protected isOpen(section: FormSection): boolean {
    if (!section.collapsed || this.opened().has(section.key)) return true;
    // An error must never hide behind a folded section.
    return section.fields.some(({ field }) => this.form().shownError(field.key) !== null);
  }

  /** One whose conditions show none of its fields is not there. */
  protected isThere(section: FormSection): boolean {
    return section.fields.some(({ field }) => this.form().shown(field.key));
  }

  protected toggle(section: FormSection): void {
    const opened = new Set(this.opened());
    if (!opened.delete(section.key)) opened.add(section.key);
    this.opened.set(opened);
  }

  /** The names of what hides behind a folded section. */
  protected folded(section: FormSection): string {
    return section.fields.map(({ field }) => this.words.of(field.label)).join(' · ');
  }

  /** Where a record to compare with is named, both are shown side by side afterwards, to make one of them. */
  protected async save(mode: SaveMode, compareWith: string | null = null): Promise<void> {
    if (this.busy()) return;
    const form = this.form();
    const record = this.record();
    const values = record ? form.changes() : form.submit();
    if (values === null) return this.showFirstError();
    this.busy.set(true);
    this.complaints.set([]);
    try {
      if (compareWith === null && !(await this.duplicates.mayGoOn(values))) return;
      const written = record ? await this.update(record, values) : await this.create(values, mode);
      if (!written) return;
      this.stopDraft();
      this.drafts.drop(this.module().key, record?.id ?? null);
      form.rebase(form.values());
      void this.toaster.show(this.t('records.form.saved', { name: this.nameOf(written) }));
      if (mode === 'saveAndNew') this.again();
      const merged =
        compareWith === null
          ? null
          : await this.runner.merge(this.module(), [written.id, compareWith], () => undefined);
      this.saved.emit({ record: merged?.record ?? written, mode });
    } catch (error) {
      this.refuse(ApiProblem.from(error));
    } finally {
      this.busy.set(false);
    }
  }

  protected dropDraft(): void {
    this.stopDraft();
    this.drafts.drop(this.module().key, this.record()?.id ?? null);
    this.round.update((round) => round + 1);
    this.draftAt.set(null);
  }

  private async create(values: RecordValues, mode: SaveMode): Promise<ApiRecord> {
    const { key } = this.module();
    const said = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
    // What the place presets and the layout does not show goes along.
    const { body } = await this.api.create(key, { ...this.preset(), ...said }, this.idempotencyKey);
    this.idempotencyKey = newIdempotencyKey();
    if (mode !== 'toPool') return body;
    return (await this.api.act(key, body.id, 'putInPool', {})).body;
  }

  private async update(record: ApiRecord, values: RecordValues): Promise<ApiRecord | null> {
    if (Object.keys(values).length === 0) return record;
    try {
      return (await this.api.update(this.module().key, record.id, record.version, values)).body;
    } catch (error) {
      const problem = ApiProblem.from(error);
      if (problem.code !== 'versionConflict') throw problem;
      return settleConflict(this.injector, {
        module: this.module(),
        base: record,
        mine: values,
        texts: this.form().shownTexts(),
      });
    }
  }

  private refuse(problem: ApiProblem): void {
    const others = this.form().refuse(problem);
    const beside = problem.issues.length > 0 && others.length === 0;
    this.complaints.set(
      others.length > 0
        ? others
        : beside
          ? []
          : [problem.detail || this.t('kit.error.' + (problem.status === 0 ? 'offline' : 'unknown'))],
    );
    // Another attempt with other values is another wish.
    if (problem.status !== 0) this.idempotencyKey = newIdempotencyKey();
    this.showFirstError();
  }

  private showFirstError(): void {
    const wrong = this.form().firstWrong();
    if (!wrong) return;
    setTimeout(() => {
      const element =
        document.getElementById(wrong.id) ?? this.host.nativeElement.querySelector<HTMLElement>(`[id^="${wrong.id}"]`);
      element?.closest('ry-field-frame')?.scrollIntoView({ block: 'center', behavior: 'smooth' });
      const target = element?.matches('input, textarea, button, select')
        ? element
        : element?.querySelector<HTMLElement>('input, textarea, button, select');
      target?.focus({ preventScroll: true });
    });
  }

  /** What a new record lacks first; not where a keyboard would come up over half of the screen. */
  private focusFirst(form: FormModel): void {
    if (this.record() || matchMedia('(pointer: coarse)').matches) return;
    const first = form.fields.find(
      ({ key }) => form.shown(key) && !form.control(key).disabled() && isEmptyValue(form.values()[key]),
    );
    if (first) setTimeout(() => focusWhenThere(this.host.nativeElement, form.control(first.key).id));
  }

  private again(): void {
    this.complaints.set([]);
    this.draftAt.set(null);
    this.round.update((round) => round + 1);
    this.host.nativeElement.scrollIntoView({ block: 'start' });
  }

  private begin(): FormModel {
    const module = this.module();
    const record = this.record();
    const copy = this.copyOf();
    const fields = this.sections().flatMap((section) => section.fields.map(({ field }) => field));
    const user = this.session.user();
    const context = {
      userId: user?.id ?? null,
      departmentId: user?.departmentId ?? null,
      today: this.environment.today(),
      now: this.environment.now(),
    };
    const fresh = {
      ...defaultValues(fields, context),
      ...(module.owned && fields.some((field) => field.key === 'ownerId') ? { ownerId: context.userId } : {}),
    };
    const values = record
      ? recordValues(fields, record)
      : { ...fresh, ...(copy ? copiedValues(module, copy) : {}), ...this.preset() };
    const texts = { ...(user ? { ownerId: user.name } : {}), ...(record ?? copy)?._display, ...this.presetTexts() };
    const form = new FormModel(
      {
        fields,
        values,
        texts,
        fixed: (field) =>
          this.session.fieldAccess(module.key, field.key) !== 'edit' || (field.origin === 'system' && record !== null),
        logic: {
          fields: new Map(module.fields.map((field) => [field.key, field])),
          rest: record ?? values,
          userId: user?.id ?? null,
          readable: (key) => ['read', 'edit'].includes(this.session.fieldAccess(module.key, key)),
        },
      },
      this.injector,
    );
    const draft = this.small() || copy ? null : this.drafts.read(module.key, record?.id ?? null);
    if (draft) form.restore(draft.values, draft.texts);
    queueMicrotask(() => this.draftAt.set(draft?.at ?? null));
    return form;
  }

  private nameOf(record: ApiRecord): string {
    const name = record[this.module().nameField];
    return typeof name === 'string' ? name : '';
  }
}
