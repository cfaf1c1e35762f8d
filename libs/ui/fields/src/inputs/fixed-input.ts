import { Component, computed, input } from '@angular/core';
import { injectTranslate } from '@ruyi/ui/kit';
import type { FieldControl } from '../field-control.js';
import type { FieldInput } from '../field-input.js';

/** What nobody types: serial numbers, derived values, and kinds that are reserved for later. */
@Component({
  selector: 'ry-fixed-input',
  styles:
    ':host { display: block } output { display: block; min-height: 36px; padding: 8px 0; line-height: 20px; overflow-wrap: anywhere } .later { color: var(--ry-ink-2) }',
  template: `
    <output [id]="control().id" [attr.aria-label]="control().label()">
      @if (text(); as words) {
        {{ words }}
      } @else if (control().field.type === 'serial') {
        <span class="later">{{ t('fields.serialLater') }}</span>
      } @else {
        <span class="later">—</span>
      }
    </output>
  `,
})
export class FixedInput implements FieldInput {
  protected readonly t = injectTranslate();
  readonly control = input.required<FieldControl>();
  protected readonly text = computed(() => {
    const value = this.control().value();
    return this.control().text() ?? (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
  });
}
