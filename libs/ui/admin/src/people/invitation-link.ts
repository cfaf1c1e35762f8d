import { Component, input } from '@angular/core';
import { CopyField, QrCode, injectTranslate } from '@ruyi/ui/kit';

/** A link to join, shown once: to copy, or to scan. */
@Component({
  selector: 'ry-invitation-link',
  imports: [CopyField, QrCode],
  template: `
    <ry-qr-code [text]="url()" [label]="t('admin.people.qr')" />
    <ry-copy-field [text]="url()" [label]="t('admin.people.link')" [action]="t('admin.people.copy')" />
    <p class="ry-sub">{{ t('admin.people.linkOnce') }}</p>
  `,
  styles: `
    :host {
      display: grid;
      justify-items: center;
      gap: 12px;
    }
  `,
})
export class InvitationLink {
  readonly url = input.required<string>();
  protected readonly t = injectTranslate();
}
