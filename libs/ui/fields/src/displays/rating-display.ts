import { Component, computed, input } from '@angular/core';
import { injectTranslate } from '@ruyi/ui/kit';
import type { FieldDisplay, ShownValue } from '../field-display.js';

/** Stars. */
@Component({
  selector: 'ry-rating-display',
  styles:
    ':host { display: contents } .stars { color: var(--ry-star); letter-spacing: 1px; white-space: nowrap } .none { color: var(--ry-ink-3) }',
  template: `
    @if (count(); as stars) {
      <span class="stars" role="img" [attr.aria-label]="t('fields.stars', { count: stars })">{{
        '★'.repeat(stars)
      }}</span>
    } @else {
      <span class="none">—</span>
    }
  `,
})
export class RatingDisplay implements FieldDisplay {
  readonly shown = input.required<ShownValue>();
  protected readonly t = injectTranslate();
  protected readonly count = computed(() => {
    const { value } = this.shown();
    return typeof value === 'number' ? Math.max(0, Math.min(10, Math.round(value))) : 0;
  });
}
