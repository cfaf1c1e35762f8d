import { Component, inject, input, signal } from '@angular/core';
import { Toaster } from '../feedback/toaster.js';
import { injectTranslate } from '../i18n/translate.js';
import { Icon } from '../icon/icon.js';

/** A text that is shown to be copied: a link, a key, a secret. */
@Component({
  selector: 'ry-copy-field',
  imports: [Icon],
  template: `
    <div class="ry-row">
      <input
        #box
        class="ry-input ry-grow"
        readonly
        autocomplete="off"
        spellcheck="false"
        [value]="text()"
        [attr.aria-label]="label()"
        (focus)="box.select()"
      />
      <button type="button" class="ry-btn primary" (click)="copy(box)">
        <ry-icon name="copy" [size]="16" />{{ copied() ? t('kit.copied') : action() }}
      </button>
    </div>
  `,
  styles: `
    :host {
      display: block;
      width: 100%;
    }
  `,
})
export class CopyField {
  readonly text = input.required<string>();
  /** What the text is. */
  readonly label = input.required<string>();
  /** What the button says before it was pressed. */
  readonly action = input.required<string>();
  protected readonly t = injectTranslate();
  private readonly toaster = inject(Toaster);
  protected readonly copied = signal(false);

  protected async copy(box: HTMLInputElement): Promise<void> {
    box.select();
    try {
      await navigator.clipboard.writeText(this.text());
      this.copied.set(true);
    } catch {
      // Without permission the text is selected, to be copied by hand.
      void this.toaster.show(this.t('kit.copyByHand'));
    }
  }
}
