import { Component, computed, input } from '@angular/core';
import type { FieldDisplay, ShownValue } from '../field-display.js';
import { injectShownText } from '../shown-text.js';
import { spacedNumber } from './spaced-number.js';

/** Numbers to call, addresses to write to, pages to open. A masked value is no link. */
@Component({
  selector: 'ry-link-display',
  styles: ':host { display: contents } .none { color: var(--ry-ink-3) } a { overflow-wrap: anywhere }',
  template: `
    @if (text(shown()); as words) {
      @if (href(); as target) {
        <a
          [href]="target"
          [attr.target]="shown().field.type === 'url' ? '_blank' : null"
          [attr.rel]="shown().field.type === 'url' ? 'noopener noreferrer' : null"
          (click)="$event.stopPropagation()"
          >{{ spaced(words) }}</a
        >
      } @else {
        <span>{{ words }}</span>
      }
    } @else {
      <span class="none">—</span>
    }
  `,
})
export class LinkDisplay implements FieldDisplay {
  readonly shown = input.required<ShownValue>();
  protected readonly text = injectShownText();
  protected readonly spaced = spacedNumber;
  protected readonly href = computed(() => hrefOf(this.shown()));
}

function hrefOf({ field, value }: ShownValue): string | null {
  if (typeof value !== 'string' || value === '' || value.includes('*')) return null;
  switch (field.type) {
    case 'mobile':
    case 'telephone':
      return `tel:${value.replace(/[^\d+,]/g, '')}`;
    case 'email':
      return `mailto:${value}`;
    case 'url':
      return /^https?:\/\//i.test(value) ? value : `https://${value}`;
    default:
      return null;
  }
}
