import { Component, input } from '@angular/core';
import { CopyField, injectTranslate } from '@ruyi/ui/kit';

/** A secret in the one moment in which it can be seen. */
@Component({
  selector: 'ry-secret-once',
  imports: [CopyField],
  template: `
    <p class="ry-notice warn" role="status">{{ t('admin.webhooks.secretOnce') }}</p>
    <ry-copy-field [text]="secret()" [label]="t('admin.webhooks.secret')" [action]="t('admin.webhooks.copy')" />
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
    }
  `,
})
export class SecretOnce {
  readonly secret = input.required<string>();
  protected readonly t = injectTranslate();
}
