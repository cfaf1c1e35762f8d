import { Component, inject, input, signal } from '@angular/core';
import { Icon, Toaster, injectTranslate } from '@ruyi/ui/kit';

/** A key, shown once: to copy. */
@Component({
  selector: 'ry-new-key',
  imports: [Icon],
  template: `
    <div class="ry-row">
      <input
        #box
        class="ry-input"
        readonly
        autocomplete="off"
        [value]="key()"
        [attr.aria-label]="t('admin.keys.key')"
        (focus)="box.select()"
      />
      <button type="button" class="ry-btn primary" (click)="copy(box)">
        <ry-icon name="copy" [size]="16" />{{ t(copied() ? 'admin.keys.copied' : 'admin.keys.copy') }}
      </button>
    </div>
    <p class="ry-sub">{{ t('admin.keys.use') }}</p>
  `,
  styles: `
    :host {
      display: grid;
      gap: 12px;
    }
  `,
})
export class NewKey {
  readonly key = input.required<string>();
  protected readonly t = injectTranslate();
  private readonly toaster = inject(Toaster);
  protected readonly copied = signal(false);

  protected async copy(box: HTMLInputElement): Promise<void> {
    box.select();
    try {
      await navigator.clipboard.writeText(this.key());
      this.copied.set(true);
    } catch {
      // Without permission the text is selected, to be copied by hand.
      void this.toaster.show(this.t('admin.keys.copyByHand'));
    }
  }
}
