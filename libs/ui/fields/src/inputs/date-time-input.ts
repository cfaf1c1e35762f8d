import { Component, computed, inject, input } from '@angular/core';
import { DateTimeBox } from '../dates/date-time-box.js';
import type { FieldControl } from '../field-control.js';
import { FieldEnvironment } from '../field-environment.js';
import type { FieldInput } from '../field-input.js';

/** A day and a time on the tenant's clock; the value is the instant. */
@Component({
  selector: 'ry-date-time-input',
  imports: [DateTimeBox],
  template: `
    <ry-date-time-box
      [boxId]="control().id"
      [label]="control().label()"
      [timeZone]="environment.values().timeZone"
      [value]="value()"
      [disabled]="control().disabled()"
      [invalid]="control().invalid()"
      [describedBy]="control().describedBy()"
      (valueChange)="control().set($event)"
      (left)="control().touch()"
    />
  `,
})
export class DateTimeInput implements FieldInput {
  readonly control = input.required<FieldControl>();
  protected readonly environment = inject(FieldEnvironment);
  protected readonly value = computed(() => {
    const value = this.control().value();
    return typeof value === 'string' ? value : null;
  });
}
