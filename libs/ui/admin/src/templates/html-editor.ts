import {
  Component,
  ElementRef,
  SecurityContext,
  computed,
  effect,
  inject,
  input,
  output,
  ViewEncapsulation,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { DomSanitizer } from '@angular/platform-browser';
import { injectTranslate } from '@ruyi/ui/kit';

const COMMANDS = ['bold', 'italic', 'underline', 'insertUnorderedList', 'insertOrderedList'] as const;
/** What the sanitizer would take out anyway. */
const OWN_STYLES = /<style[\s>]|<[a-z][^>]*\sstyle\s*=/i;
const SIGNS: Readonly<Record<(typeof COMMANDS)[number], string>> = {
  bold: 'B',
  italic: 'I',
  underline: 'U',
  insertUnorderedList: '•',
  insertOrderedList: '⒈',
};

/** A mail's text with the little formatting that mails need; who wants more edits the HTML. */
@Component({
  selector: 'ry-html-editor',
  // What is written in it has no attributes of a component: its styles reach in by name.
  encapsulation: ViewEncapsulation.None,
  template: `
    <div class="bar" role="toolbar" [attr.aria-label]="t('admin.messages.toolbar')">
      @for (command of commands; track command) {
        <button
          type="button"
          [class]="command"
          [disabled]="source()"
          [attr.aria-label]="t('admin.messages.command.' + command)"
          (mousedown)="$event.preventDefault()"
          (click)="run(command)"
        >
          <span aria-hidden="true">{{ signs[command] }}</span>
        </button>
      }
      <span class="ry-grow"></span>
      <button
        type="button"
        class="html"
        [disabled]="styled()"
        [attr.aria-pressed]="source()"
        [attr.aria-label]="t('admin.messages.source')"
        (click)="asSource.set(!asSource())"
      >
        HTML
      </button>
    </div>
    @if (styled()) {
      <p class="ry-sub">{{ t('admin.messages.sourceOnly') }}</p>
    }
    @if (source()) {
      <textarea
        #text
        class="ry-input"
        rows="12"
        spellcheck="false"
        [attr.aria-label]="label()"
        [value]="html()"
        (input)="changed.emit(text.value)"
      ></textarea>
    } @else {
      <div
        #area
        class="area"
        contenteditable="true"
        role="textbox"
        tabindex="0"
        aria-multiline="true"
        [attr.aria-label]="label()"
        [attr.aria-invalid]="invalid() || null"
        (input)="changed.emit(area.innerHTML)"
        (blur)="keepCaret()"
        (paste)="paste($event)"
      ></div>
    }
  `,
  styles: `
    ry-html-editor {
      display: block;
      border: 1px solid var(--ry-line-strong);
      border-radius: 6px;
      overflow: hidden;
    }
    ry-html-editor .bar {
      display: flex;
      gap: 2px;
      padding: 4px;
      border-bottom: 1px solid var(--ry-line);
      background: var(--ry-head);
    }
    ry-html-editor .bar button {
      min-width: 32px;
      height: 30px;
      border: 0;
      border-radius: 4px;
      background: none;
      cursor: pointer;
    }
    ry-html-editor .bar button:hover:enabled,
    ry-html-editor .html[aria-pressed='true'] {
      background: var(--ry-primary-soft);
    }
    ry-html-editor .ry-sub {
      padding: 6px 12px;
    }
    ry-html-editor .bold {
      font-weight: 700;
    }
    ry-html-editor .italic {
      font-style: italic;
    }
    ry-html-editor .underline {
      text-decoration: underline;
    }
    ry-html-editor .area {
      min-height: 240px;
      padding: 12px 14px;
      outline-offset: -2px;
      background: var(--ry-card);
    }
    ry-html-editor textarea.ry-input {
      border: 0;
      border-radius: 0;
      font-family: ui-monospace, monospace;
      font-size: 13px;
    }
    ry-html-editor .area p,
    ry-html-editor .area ul,
    ry-html-editor .area ol {
      margin: 0 0 0.8em;
    }
  `,
})
export class HtmlEditor {
  readonly html = input.required<string>();
  readonly label = input.required<string>();
  readonly invalid = input(false);
  readonly changed = output<string>();

  protected readonly t = injectTranslate();
  protected readonly commands = COMMANDS;
  protected readonly signs = SIGNS;
  private readonly sanitizer = inject(DomSanitizer);
  protected readonly asSource = signal(false);
  /** Carries what the area would lose: only its source is edited then. */
  protected readonly styled = computed(() => {
    const html = this.html();
    // Not even parsed: the page's policy refuses their styles, and says so, before they are looked at.
    if (OWN_STYLES.test(html)) return true;
    return elementsOf(html) !== elementsOf(this.sanitizer.sanitize(SecurityContext.HTML, html) ?? '');
  });
  protected readonly source = computed(() => this.asSource() || this.styled());
  private readonly area = viewChild<ElementRef<HTMLElement>>('area');
  private readonly box = viewChild<ElementRef<HTMLTextAreaElement>>('text');
  private caret: Range | null = null;

  constructor() {
    effect(() => {
      const area = this.area()?.nativeElement;
      const html = this.html();
      // What the writer just typed is there already; setting it again would move the caret.
      if (!area || area.innerHTML === html || untracked(() => area === area.ownerDocument.activeElement)) return;
      area.innerHTML = this.sanitizer.sanitize(SecurityContext.HTML, html) ?? '';
    });
  }

  /** Puts text where the caret is, or was. */
  insert(text: string): void {
    const box = this.box()?.nativeElement;
    if (box) {
      box.setRangeText(text, box.selectionStart, box.selectionEnd, 'end');
      return this.changed.emit(box.value);
    }
    const area = this.area()?.nativeElement;
    if (!area) return;
    area.focus();
    const selection = area.ownerDocument.getSelection();
    if (this.caret && selection) {
      selection.removeAllRanges();
      selection.addRange(this.caret);
    } else selection?.selectAllChildren(area);
    if (!this.caret) selection?.collapseToEnd();
    area.ownerDocument.execCommand('insertText', false, text);
  }

  protected keepCaret(): void {
    const selection = this.area()?.nativeElement.ownerDocument.getSelection();
    this.caret = selection && selection.rangeCount > 0 ? selection.getRangeAt(0).cloneRange() : null;
  }

  protected run(command: (typeof COMMANDS)[number]): void {
    const area = this.area()?.nativeElement;
    area?.focus();
    area?.ownerDocument.execCommand(command);
  }

  /** Text out of Word brings a page of markup along: only its words are taken. */
  protected paste(event: ClipboardEvent): void {
    event.preventDefault();
    this.area()?.nativeElement.ownerDocument.execCommand(
      'insertText',
      false,
      event.clipboardData?.getData('text/plain') ?? '',
    );
  }
}

/** Tags and attributes alone: what counts when text is written another way. */
function elementsOf(html: string): string {
  return [...new DOMParser().parseFromString(html, 'text/html').body.querySelectorAll('*')]
    .map(
      (element) =>
        `${element.tagName}${[...element.attributes].map(({ name, value }) => ` ${name}=${value}`).join('')}`,
    )
    .join('|');
}
