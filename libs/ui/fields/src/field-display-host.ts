import { NgComponentOutlet } from '@angular/common';
import { Component, computed, input } from '@angular/core';
import type { Field } from '@ruyi/contract/metadata';
import type { ShownValue } from './field-display.js';
import { displayTypes } from './registry/display-registry.js';

/** A field's value, shown as its kind shows it. */
@Component({
  selector: 'ry-field-display',
  imports: [NgComponentOutlet],
  styles: ':host { display: contents }',
  template: `
    @if (type(); as component) {
      <ng-container *ngComponentOutlet="component; inputs: inputs()" />
    }
  `,
})
export class FieldDisplayHost {
  readonly field = input.required<Field>();
  readonly value = input.required<unknown>();
  readonly text = input<string | readonly string[] | null | undefined>(null);
  readonly compact = input(false);

  protected readonly type = computed(() => displayTypes.of(this.field().type)());
  protected readonly inputs = computed<{ shown: ShownValue }>(() => {
    const text = this.text();
    return {
      shown: {
        field: this.field(),
        value: this.value(),
        text: typeof text === 'string' ? text : (text?.join('、') ?? null),
        compact: this.compact(),
      },
    };
  });
}
