import { Component, computed, inject, input, output } from '@angular/core';
import { Icon, Toaster, injectTranslate } from '@ruyi/ui/kit';

/** Recovery codes, shown this once: to copy, to keep as a file, to print. */
@Component({
  selector: 'ry-recovery-codes',
  imports: [Icon],
  template: `
    <h3>{{ t('shell.secondFactor.codesTitle') }}</h3>
    <p class="ry-notice warn" role="status">{{ t('shell.secondFactor.codesText') }}</p>
    <ol>
      @for (code of codes(); track code) {
        <li>
          <code>{{ code }}</code>
        </li>
      }
    </ol>
    <div class="ry-row">
      <button type="button" class="ry-btn" (click)="copy()">
        <ry-icon name="copy" [size]="16" />{{ t('shell.secondFactor.copy') }}
      </button>
      <a class="ry-btn" download="ruyi-recovery-codes.txt" [href]="file()">
        <ry-icon name="download" [size]="16" />{{ t('shell.secondFactor.download') }}
      </a>
      <button type="button" class="ry-btn primary" (click)="kept.emit()">{{ t('shell.secondFactor.kept') }}</button>
    </div>
  `,
  styles: `
    :host {
      display: grid;
      gap: 12px;
      margin-top: 12px;
      max-width: 420px;
    }
    ol {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(176px, 1fr));
      gap: 6px 16px;
      margin: 0;
      padding: 12px;
      border: 1px solid var(--ry-line);
      border-radius: 6px;
      list-style: none;
    }
    code {
      font:
        14px/22px ui-monospace,
        monospace;
      white-space: nowrap;
    }
    .ry-row {
      flex-wrap: wrap;
    }
  `,
})
export class RecoveryCodes {
  readonly codes = input.required<readonly string[]>();
  readonly kept = output();

  protected readonly t = injectTranslate();
  private readonly toaster = inject(Toaster);
  private readonly text = computed(() => this.codes().join('\n'));
  /** As an address of its own, so that nothing has to be kept and taken back. */
  protected readonly file = computed(() => `data:text/plain;charset=utf-8,${encodeURIComponent(`${this.text()}\n`)}`);

  protected async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.text());
      void this.toaster.show(this.t('shell.secondFactor.copied'));
    } catch {
      // Without permission there is still the file, and the screen.
      void this.toaster.show(this.t('shell.secondFactor.copyByHand'));
    }
  }
}
