import { NgComponentOutlet } from '@angular/common';
import { Component, computed, input } from '@angular/core';
import type { FieldControl } from './field-control.js';
import { inputTypes } from './registry/input-registry.js';

/** The input that belongs to a field's kind. */
@Component({
  selector: 'ry-field-input',
  imports: [NgComponentOutlet],
  styles:
    ':host { display: block; min-width: 0 } .wait { min-height: 36px; border-radius: 6px; background: var(--ry-neutral-soft) }',
  template: `
    @if (type(); as component) {
      <ng-container *ngComponentOutlet="component; inputs: { control: control() }" />
    } @else {
      <div class="wait" aria-hidden="true"></div>
    }
  `,
})
export class FieldInputHost {
  readonly control = input.required<FieldControl>();
  protected readonly type = computed(() => inputTypes.of(this.control().field.type)());
}
