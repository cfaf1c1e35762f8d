import { Component, input } from '@angular/core';
import { CopyField, injectTranslate } from '@ruyi/ui/kit';

/** A key, shown once: to copy. */
@Component({
  selector: 'ry-new-key',
  imports: [CopyField],
  template: `
    <ry-copy-field [text]="key()" [label]="t('admin.keys.key')" [action]="t('admin.keys.copy')" />
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
}
