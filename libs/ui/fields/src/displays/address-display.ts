import { Component, computed, input } from '@angular/core';
import { injectTranslate } from '@ruyi/ui/kit';
import type { FieldDisplay, ShownValue } from '../field-display.js';
import { mapLink } from './map-link.js';
import { injectShownText } from '../shown-text.js';

/** An address in words, with a way to the map. */
@Component({
  selector: 'ry-address-display',
  styles: ':host { display: contents } .none { color: var(--ry-ink-3) } a { white-space: nowrap; margin-left: 8px }',
  template: `
    @if (words(); as address) {
      <span [attr.title]="shown().compact ? address : null">{{ address }}</span>
      @if (!shown().compact && !address.includes('***')) {
        <a [href]="link()" target="_blank" rel="noopener noreferrer">{{ t('fields.map') }}</a>
      }
    } @else {
      <span class="none">—</span>
    }
  `,
})
export class AddressDisplay implements FieldDisplay {
  readonly shown = input.required<ShownValue>();
  protected readonly t = injectTranslate();
  private readonly text = injectShownText();
  protected readonly words = computed(() => this.text(this.shown()));
  protected readonly link = computed(() => mapLink(this.words(), this.shown().value));
}
