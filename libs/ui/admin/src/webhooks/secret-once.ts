import { Component, inject, input, signal } from '@angular/core';
import { Icon, Toaster, injectTranslate } from '@ruyi/ui/kit';

/** A secret in the one moment in which it can be seen. */
@Component({
  selector: 'ry-secret-once',
  imports: [Icon],
  template: `
    <p class="ry-notice warn" role="status">{{ t('admin.webhooks.secretOnce') }}</p>
    <div class="ry-row">
      <input
        #box
        class="ry-input ry-grow"
        readonly
        spellcheck="false"
        [value]="secret()"
        [attr.aria-label]="t('admin.webhooks.secret')"
        (focus)="box.select()"
      />
      <button type="button" class="ry-btn primary" (click)="copy(box)">
        <ry-icon name="copy" [size]="16" />{{ t(copied() ? 'admin.webhooks.copied' : 'admin.webhooks.copy') }}
      </button>
    </div>
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
    }
    input {
      font-family: var(--ry-mono, monospace);
    }
  `,
})
export class SecretOnce {
  readonly secret = input.required<string>();
  protected readonly t = injectTranslate();
  private readonly toaster = inject(Toaster);
  protected readonly copied = signal(false);

  protected async copy(box: HTMLInputElement): Promise<void> {
    box.select();
    try {
      await navigator.clipboard.writeText(this.secret());
      this.copied.set(true);
    } catch {
      // Without permission the text is selected, to be copied by hand.
      void this.toaster.show(this.t('admin.webhooks.copyByHand'));
    }
  }
}
