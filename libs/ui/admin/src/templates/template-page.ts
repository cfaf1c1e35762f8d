import {
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  resource,
  signal,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { Router } from '@angular/router';
import {
  ApiProblem,
  MessagingApi,
  SessionStore,
  type AuditState,
  type MailKind,
  type MessageTemplate,
  type SmsKind,
  type TemplateDraft,
} from '@ruyi/ui/data-access';
import { Picker, Words, type PickItem } from '@ruyi/ui/fields';
import {
  Confirm,
  LabelledField,
  LoadError,
  SkeletonRows,
  Toaster,
  UnsavedChanges,
  injectTranslate,
} from '@ruyi/ui/kit';
import { AdminHeader } from '../frame/admin-header.js';
import { HtmlEditor } from './html-editor.js';
import { MergeNames } from './merge-names.js';
import { MessagePreview } from './message-preview.js';
import { RecordPicker } from './record-picker.js';

const SMS_KINDS: readonly SmsKind[] = ['notice', 'marketing', 'verification'];
const MAIL_KINDS: readonly MailKind[] = ['notice', 'marketing'];
const AUDIT_STATES: readonly AuditState[] = ['notSubmitted', 'pending', 'approved', 'rejected'];

/** One template: its text with merge fields on the left, what a real record would get on the right. */
@Component({
  selector: 'ry-template-page',
  imports: [AdminHeader, HtmlEditor, LabelledField, LoadError, MessagePreview, Picker, RecordPicker, SkeletonRows],
  templateUrl: './template-page.html',
  styleUrl: './template-page.css',
})
export class TemplatePage {
  /** `new` makes one. */
  readonly id = input.required<string>();
  /** Of a new one, from the address. */
  readonly channel = input<string>();
  readonly module = input<string>();

  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  private readonly api = inject(MessagingApi);
  private readonly router = inject(Router);
  private readonly toaster = inject(Toaster);
  private readonly confirm = inject(Confirm);
  protected readonly modules = inject(SessionStore).modules;
  protected readonly kinds = SMS_KINDS;
  protected readonly mailKinds = MAIL_KINDS;
  protected readonly auditStates = AUDIT_STATES;

  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly template = resource({
    params: () => (this.isNew() ? undefined : this.id()),
    loader: ({ params }) => this.api.template(params),
  });
  private readonly saved = computed<TemplateDraft | null>(() => {
    if (!this.isNew()) return this.template.hasValue() ? shapeOf(this.template.value()) : null;
    const sms = this.channel() === 'sms';
    return {
      channel: sms ? 'sms' : 'mail',
      module: this.modules().some((module) => module.key === this.module()) ? (this.module() ?? '') : 'customers',
      name: '',
      subject: sms ? null : '',
      body: '',
      providerCode: null,
      smsKind: sms ? 'notice' : null,
      auditState: sms ? 'notSubmitted' : null,
      mailKind: sms ? null : 'notice',
    };
  });
  protected readonly draft = linkedSignal(() => this.saved());
  protected readonly dirty = computed(() => JSON.stringify(this.draft()) !== JSON.stringify(this.saved()));
  private readonly moduleKey = computed(() => this.draft()?.module);
  /** Kept while the text changes; another module has other records. */
  protected readonly recordId = linkedSignal<string | undefined, string | null>({
    source: this.moduleKey,
    computation: () => null,
  });
  protected readonly mergeFields = resource({
    params: () => this.draft()?.module,
    loader: ({ params }) => this.api.mergeFields(params),
  });
  protected readonly mergeItems = computed<readonly PickItem[]>(() =>
    this.mergeFields.hasValue()
      ? this.mergeFields.value().items.map(({ path, label }) => ({ key: path, label: this.words.of(label) }))
      : [],
  );
  /** Fields stand in the text by their names. */
  protected readonly names = computed(
    () => new MergeNames(this.mergeItems().map(({ key, label }) => ({ path: key, name: label }))),
  );
  protected readonly issues = signal<Readonly<Record<string, string>>>({});
  protected readonly complaint = signal<string | null>(null);
  protected readonly busy = signal(false);
  private readonly text = viewChild<ElementRef<HTMLTextAreaElement>>('body');
  private readonly subject = viewChild<ElementRef<HTMLInputElement>>('subject');
  private readonly editor = viewChild(HtmlEditor);
  private inSubject = false;

  constructor() {
    inject(UnsavedChanges).watch(() => !this.busy() && this.dirty());
  }

  protected set(written: Partial<TemplateDraft>): void {
    const change = { ...written };
    if (typeof change.subject === 'string') change.subject = this.names().kept(change.subject);
    if (change.body !== undefined) change.body = this.names().kept(change.body);
    this.draft.update((draft) => draft && { ...draft, ...change });
    const gone = Object.keys(change);
    this.issues.update((issues) =>
      Object.fromEntries(Object.entries(issues).filter(([path]) => !gone.includes(path.split('.')[0] ?? ''))),
    );
  }

  protected setKind(text: string): void {
    this.set({ smsKind: SMS_KINDS.find((kind) => kind === text) ?? 'notice' });
  }

  protected setMailKind(text: string): void {
    this.set({ mailKind: MAIL_KINDS.find((kind) => kind === text) ?? 'notice' });
  }

  protected setAudit(text: string): void {
    this.set({ auditState: AUDIT_STATES.find((state) => state === text) ?? 'notSubmitted' });
  }

  protected enter(subject: boolean): void {
    this.inSubject = subject;
  }

  /** The field's token, where the caret was last. */
  protected merge(items: readonly PickItem[]): void {
    const [item] = items;
    if (!item) return;
    const token = `{{${this.names().nameOf(item.key)}}}`;
    const subject = this.subject()?.nativeElement;
    const text = this.text()?.nativeElement;
    if (subject && this.inSubject) {
      subject.setRangeText(
        token,
        subject.selectionStart ?? subject.value.length,
        subject.selectionEnd ?? subject.value.length,
        'end',
      );
      this.set({ subject: subject.value });
    } else if (text) {
      text.setRangeText(token, text.selectionStart, text.selectionEnd, 'end');
      this.set({ body: text.value });
      text.focus();
    } else this.editor()?.insert(token);
  }

  protected issueAt(name: string): string | null {
    return Object.entries(this.issues()).find(([path]) => path === name || path.startsWith(`${name}.`))?.[1] ?? null;
  }

  protected async save(): Promise<void> {
    const draft = this.draft();
    if (!draft || this.busy()) return;
    this.busy.set(true);
    this.complaint.set(null);
    try {
      if (this.isNew()) {
        const made = await this.api.createTemplate(draft);
        await this.router.navigate(['/settings/templates', made.id], { replaceUrl: true });
      } else {
        const { channel: _, module: __, ...changes } = draft;
        this.template.set(
          await this.api.updateTemplate(this.id(), {
            ...changes,
            ...(this.template.hasValue() ? { version: this.template.value().version } : {}),
          }),
        );
      }
      this.issues.set({});
      void this.toaster.show(this.t('admin.home.saved'));
    } catch (error) {
      const problem = ApiProblem.from(error);
      this.issues.set(Object.fromEntries(problem.issues.map((issue) => [issue.path, issue.message] as const)));
      const shown =
        problem.issues.length > 0 &&
        problem.issues.every((issue) =>
          ['name', 'subject', 'body', 'providerCode'].includes(issue.path.split('.')[0] ?? ''),
        );
      this.complaint.set(shown ? null : (problem.issues[0]?.message ?? problem.detail));
    } finally {
      this.busy.set(false);
    }
  }

  protected async remove(): Promise<void> {
    const sure = await this.confirm.ask({
      title: this.t('admin.messages.deleteTitle', { name: this.draft()?.name }),
      text: this.t('admin.messages.deleteText'),
      confirm: this.t('kit.delete'),
      danger: true,
    });
    if (!sure) return;
    this.busy.set(true);
    await this.api.deleteTemplate(this.id());
    await this.router.navigate(['/settings/templates']);
  }
}

function shapeOf({ id: _, version: __, ...draft }: MessageTemplate): TemplateDraft {
  return draft;
}
