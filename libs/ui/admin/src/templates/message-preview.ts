import { Component, computed, effect, inject, input, output, signal } from '@angular/core';
import { ApiProblem, MessagingApi, type TemplateDraft, type TemplatePreview } from '@ruyi/ui/data-access';
import { injectTranslate } from '@ruyi/ui/kit';
import { MailFrame } from './mail-frame.js';

const PAUSE_MS = 350;

/** A message exactly as a record would get it: subject and page, or the text on a phone with its parts. */
@Component({
  selector: 'ry-message-preview',
  imports: [MailFrame],
  template: `
    @if (preview(); as shown) {
      @if (template().channel === 'mail') {
        <div class="mail">
          <p class="subject">{{ shown.subject || t('admin.messages.noSubject') }}</p>
          <ry-mail-frame [html]="shown.html ?? ''" [label]="t('admin.messages.previewFrame')" />
        </div>
      } @else {
        <div class="phone">
          <p class="bubble">{{ shown.text }}</p>
        </div>
        <p class="ry-sub">{{ t('admin.messages.length', { count: shown.parts ?? 1, length: shown.length }) }}</p>
      }
      @for (warning of shown.warnings; track warning) {
        <p class="ry-notice warn">{{ t('admin.messages.warning.' + warning) }}</p>
      }
      @if (!recordId()) {
        <p class="ry-sub">{{ t('admin.messages.withoutRecord') }}</p>
      }
    } @else if (complaint()) {
      <p class="ry-muted" role="status">{{ complaint() }}</p>
    } @else {
      <p class="ry-muted">{{ t('admin.messages.previewLater') }}</p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 10px;
    }
    .mail {
      border: 1px solid var(--ry-line);
      border-radius: 8px;
      overflow: hidden;
    }
    .subject {
      padding: 10px 16px;
      border-bottom: 1px solid var(--ry-line);
      background: var(--ry-head);
      font-weight: 600;
    }
    .phone {
      padding: 18px 14px;
      border-radius: 12px;
      background: var(--ry-bg);
    }
    .bubble {
      max-width: 300px;
      padding: 10px 14px;
      border-radius: 4px 14px 14px 14px;
      background: var(--ry-card);
      box-shadow: 0 1px 3px rgb(0 0 0 / 12%);
      color: var(--ry-ink);
      white-space: pre-wrap;
    }
  `,
})
export class MessagePreview {
  readonly template = input.required<TemplateDraft>();
  readonly recordId = input<string | null>(null);
  readonly shown = output<TemplatePreview | null>();

  protected readonly t = injectTranslate();
  private readonly api = inject(MessagingApi);
  protected readonly preview = signal<TemplatePreview | null>(null);
  protected readonly complaint = signal<string | null>(null);
  private readonly request = computed(() => {
    const { channel, module, subject, body, smsKind, mailKind, providerCode } = this.template();
    const recordId = this.recordId();
    if (!body.trim()) return null;
    return {
      channel,
      module,
      body,
      ...(channel === 'mail'
        ? { subject: subject?.trim() || '—', mailKind: mailKind ?? 'notice' }
        : { smsKind: smsKind ?? 'notice', ...(providerCode ? { providerCode } : {}) }),
      ...(recordId ? { recordId } : {}),
    } as const;
  });

  constructor() {
    effect((onCleanup) => {
      const request = this.request();
      const cancel = new AbortController();
      const timer = setTimeout(() => void this.look(request, cancel.signal), PAUSE_MS);
      onCleanup(() => {
        clearTimeout(timer);
        cancel.abort();
      });
    });
  }

  private async look(request: ReturnType<typeof this.request>, signal: AbortSignal): Promise<void> {
    if (!request) return this.show(null);
    try {
      const preview = await this.api.previewTemplate(request, { signal });
      if (signal.aborted) return;
      this.show(preview);
      this.complaint.set(null);
    } catch (error) {
      if (signal.aborted) return;
      const problem = ApiProblem.from(error);
      this.show(null);
      this.complaint.set(problem.issues[0]?.message ?? problem.detail);
    }
  }

  private show(preview: TemplatePreview | null): void {
    this.preview.set(preview);
    this.shown.emit(preview);
  }
}
