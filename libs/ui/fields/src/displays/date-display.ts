import { Component, computed, inject, input } from '@angular/core';
import { daysBetween, isCalendarDate, localDate, wallTime } from '@ruyi/contract/field-values';
import { injectTranslate } from '@ruyi/ui/kit';
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
  private readonly t = injectTranslate();
  private readonly text = injectShownText();
  private readonly environment = inject(FieldEnvironment);
  protected readonly full = computed(() => this.text(this.shown()));
  protected readonly iso = computed(() => {
    const { value } = this.shown();
    return typeof value === 'string' ? value : null;
  });

  protected readonly near = computed(() => {
    const { value, field } = this.shown();
    if (typeof value !== 'string' || isMasked(value)) return this.full();
    if (field.type === 'date') return isCalendarDate(value) ? this.day(value) : this.full();
    const instant = new Date(value);
    if (Number.isNaN(instant.getTime())) return this.full();
    const { timeZone } = this.environment.values();
    const date = localDate(instant, timeZone);
    const { hour, minute } = wallTime(instant, timeZone);
    const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
    const away = Math.abs(daysBetween(this.environment.today(), date));
    return away <= 1
      ? `${this.day(date)} ${time}`
      : date.slice(0, 4) === this.year()
        ? `${this.day(date)} ${time}`
        : this.day(date);
  });

  private day(date: string): string {
    const away = daysBetween(this.environment.today(), date);
    if (away === 0) return this.t('fields.today');
    if (away === 1) return this.t('fields.tomorrow');
    if (away === -1) return this.t('fields.yesterday');
    return date.slice(0, 4) === this.year() ? date.slice(5) : date;
  }

  private year(): string {
    return this.environment.today().slice(0, 4);
  }
}
