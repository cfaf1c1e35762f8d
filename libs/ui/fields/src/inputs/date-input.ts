import { Component, computed, inject, input } from '@angular/core';
import { DateBox } from '../dates/date-box.js';
import type { FieldControl } from '../field-control.js';
import type { FieldInput } from '../field-input.js';
import { Words } from '../words.js';

/** A day. */
@Component({
  selector: 'ry-date-input',
  imports: [DateBox],
  styles: ':host { display: block }',
  template: `
    <ry-date-box
      [boxId]="control().id"
      [label]="control().label()"
      [value]="value()"
      [min]="bound(control().field.min)"
      [max]="bound(control().field.max)"
      [disabled]="control().disabled()"
      [invalid]="control().invalid()"
      [describedBy]="control().describedBy()"
      [placeholder]="words.of(control().field.placeholder)"
      (valueChange)="control().set($event)"
      (left)="control().touch()"
    />
  `,
})
export class DateInput implements FieldInput {
  readonly control = input.required<FieldControl>();
  protected readonly words = inject(Words);
  protected readonly value = computed(() => {
    const value = this.control().value();
    return typeof value === 'string' ? value : null;
  });

  protected bound(limit: number | string | undefined): string | null {
    return typeof limit === 'string' ? limit : null;
  }
}
