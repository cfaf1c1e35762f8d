import { Component, input } from '@angular/core';
import type { FieldDisplay, ShownValue } from '../field-display.js';
import { injectShownText } from '../shown-text.js';

/** Any value as plain words. */
@Component({
  selector: 'ry-text-display',
  styles:
    ':host { display: contents } .long { white-space: pre-wrap; overflow-wrap: anywhere } .none { color: var(--ry-ink-3) }',
  template: `@if (text(shown()); as words) {
      <span [class.long]="!shown().compact" [attr.title]="shown().compact ? words : null">{{ words }}</span>
    } @else {
      <span class="none">—</span>
    }`,
})
export class TextDisplay implements FieldDisplay {
  readonly shown = input.required<ShownValue>();
  protected readonly text = injectShownText();
}
