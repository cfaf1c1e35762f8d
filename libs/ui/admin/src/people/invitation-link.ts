import { Component, inject, input, signal } from '@angular/core';
import { Icon, QrCode, Toaster, injectTranslate } from '@ruyi/ui/kit';

/** A link to join, shown once: to copy, or to scan. */
@Component({
  selector: 'ry-invitation-link',
  imports: [Icon, QrCode],
  template: `
    <ry-qr-code [text]="url()" [label]="t('admin.people.qr')" />
    <div class="ry-row">
      <input
        #box
        class="ry-input"
        readonly
        [value]="url()"
        [attr.aria-label]="t('admin.people.link')"
        (focus)="box.select()"
      />
      <button type="button" class="ry-btn primary" (click)="copy(box)">
        <ry-icon name="copy" [size]="16" />{{ t(copied() ? 'admin.people.copied' : 'admin.people.copy') }}
      </button>
    </div>
    <p class="ry-sub">{{ t('admin.people.linkOnce') }}</p>
  `,
  styles: `
    :host {
      display: grid;
      justify-items: center;
      gap: 12px;
    }
    .ry-row {
      width: 100%;
    }
  `,
})
export class InvitationLink {
  readonly url = input.required<string>();
  protected readonly t = injectTranslate();
  private readonly toaster = inject(Toaster);
  protected readonly copied = signal(false);

  protected async copy(box: HTMLInputElement): Promise<void> {
    box.select();
    try {
      await navigator.clipboard.writeText(this.url());
      this.copied.set(true);
    } catch {
      // Without permission the text is selected, to be copied by hand.
      void this.toaster.show(this.t('admin.people.copyByHand'));
    }
  }
}
