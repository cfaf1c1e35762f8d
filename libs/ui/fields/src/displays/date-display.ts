import { Component, computed, inject, input } from '@angular/core';
import { daysBetween, isCalendarDate, localDate } from '@ruyi/contract/field-values';
import { injectFormat } from '@ruyi/ui/kit';
import { FieldEnvironment } from '../field-environment.js';
import type { FieldDisplay, ShownValue } from '../field-display.js';
import { injectShownText, isMasked } from '../shown-text.js';

/** Days and moments: near ones in words, this year's without the year; the full form on pointing at it. */
@Component({
  selector: 'ry-date-display',
  styles:
    ':host { display: contents } .none { color: var(--ry-ink-3) } time { white-space: nowrap; font-variant-numeric: tabular-nums }',
  template: `
    @if (full(); as words) {
      <time [attr.title]="words" [attr.datetime]="iso()">{{ shown().compact ? near() : words }}</time>
    } @else {
      <span class="none">—</span>
    }
  `,
})
export class DateDisplay implements FieldDisplay {
  readonly shown = input.required<ShownValue>();
  private readonly format = injectFormat();
  private readonly text = injectShownText();
  private readonly environment = inject(FieldEnvironment);
  protected readonly full = computed(() => this.text(this.shown()));
  protected readonly iso = computed(() => {
    const { value } = this.shown();
    return typeof value === 'string' ? value : null;
  });

  /** A moment of another year has its day only. */
  protected readonly near = computed(() => {
    const { value, field } = this.shown();
    if (typeof value !== 'string' || isMasked(value)) return this.full();
    if (field.type === 'date') return isCalendarDate(value) ? this.format.nearDate(value) : this.full();
    const instant = new Date(value);
    if (Number.isNaN(instant.getTime())) return this.full();
    const { timeZone } = this.environment.values();
    const away = Math.abs(daysBetween(this.environment.today(), localDate(instant, timeZone)));
    const sameYear = localDate(instant, timeZone).slice(0, 4) === this.environment.today().slice(0, 4);
    return away <= 1 || sameYear ? this.format.nearDateTime(instant) : this.format.nearDate(instant);
  });
}
