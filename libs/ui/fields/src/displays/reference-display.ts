import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { FieldDisplay, ShownValue } from '../field-display.js';
import { injectShownText } from '../shown-text.js';

/** The name of the record that is referred to, with the way to it outside of lists. */
@Component({
  selector: 'ry-reference-display',
  imports: [RouterLink],
  styles: ':host { display: contents } .none { color: var(--ry-ink-3) }',
  template: `
    @if (text(shown()); as words) {
      @if (link(); as path) {
        <a [routerLink]="path">{{ words }}</a>
      } @else {
        <span [attr.title]="shown().compact ? words : null">{{ words }}</span>
      }
    } @else {
      <span class="none">—</span>
    }
  `,
})
export class ReferenceDisplay implements FieldDisplay {
  readonly shown = input.required<ShownValue>();
  protected readonly text = injectShownText();
  protected readonly link = computed(() => {
    const { field, value, compact, text } = this.shown();
    if (compact || text?.endsWith('（已删除）')) return null;
    if (typeof value === 'object' && value !== null && 'module' in value && 'id' in value)
      return ['/m', value.module, value.id];
    return field.target && typeof value === 'string' ? ['/m', field.target, value] : null;
  });
}
