import { Component, computed, inject, input } from '@angular/core';
import { dateParts, dateText, instantOf, isCalendarDate, wallTime } from '@ruyi/contract/field-values';
import { injectTranslate } from '@ruyi/ui/kit';
import { DateBox } from '../dates/date-box.js';
import type { FieldControl } from '../field-control.js';
import { FieldEnvironment } from '../field-environment.js';
import type { FieldInput } from '../field-input.js';

const MORNING = '09:00';

/** A day and a time on the tenant's clock; the value is the instant. */
@Component({
  selector: 'ry-date-time-input',
  imports: [DateBox],
  styleUrl: '../control.css',
  styles:
    '.both { display: flex; gap: 6px } ry-date-box { flex: 1 } input.control { flex: none; width: 112px; padding-right: 6px }',
  template: `
    <div class="both">
      <ry-date-box
        [boxId]="control().id"
        [label]="control().label()"
        [value]="wall().date"
        [disabled]="control().disabled()"
        [invalid]="control().invalid()"
        [describedBy]="control().describedBy()"
        (valueChange)="set($event, wall().time)"
        (left)="control().touch()"
      />
      <input
        #box
        class="control"
        type="time"
        [attr.aria-label]="t('fields.timeOf', { name: control().label() })"
        [class.invalid]="control().invalid()"
        [disabled]="control().disabled() || !wall().date"
        [value]="wall().time ?? ''"
        (change)="set(wall().date, box.value || null)"
        (blur)="control().touch()"
      />
    </div>
  `,
})
export class DateTimeInput implements FieldInput {
  readonly control = input.required<FieldControl>();
  protected readonly t = injectTranslate();
  private readonly environment = inject(FieldEnvironment);
  protected readonly wall = computed(() => this.onTheWall(this.control().value()));

  private onTheWall(value: unknown): { readonly date: string | null; readonly time: string | null } {
    if (typeof value !== 'string') return { date: null, time: null };
    const instant = new Date(value);
    if (!value.includes('T') || Number.isNaN(instant.getTime())) return { date: value, time: null };
    const { year, month, day, hour, minute } = wallTime(instant, this.environment.values().timeZone);
    return { date: dateText(year, month, day), time: `${two(hour)}:${two(minute)}` };
  }

  protected set(date: string | null, time: string | null): void {
    if (date === null || !isCalendarDate(date)) return this.control().set(date);
    const [hour = 0, minute = 0] = (time ?? MORNING).split(':').map(Number);
    const instant = instantOf({ ...dateParts(date), hour, minute, second: 0 }, this.environment.values().timeZone);
    this.control().set(instant.toISOString());
  }
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
