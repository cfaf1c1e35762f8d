import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { dateParts, dateText, instantOf, isCalendarDate, localDate, wallTime } from '@ruyi/contract/field-values';
import { injectTranslate } from '@ruyi/ui/kit';
import { FieldEnvironment } from '../field-environment.js';
import { DateBox } from './date-box.js';

const MORNING = 9;
const LAST_MINUTE = '23:59';

/** Boxes for a day and a time on a zone's clock; what is no day is passed on as it was typed, so that the check can say so. */
@Component({
  selector: 'ry-date-time-box',
  imports: [DateBox],
  styleUrl: '../control.css',
  styles:
    ':host { display: flex; gap: 6px } ry-date-box { flex: 1 } input.control { flex: none; width: 112px; height: 36px; padding-block: 0; padding-right: 6px } @media (pointer: coarse) { input.control { width: 128px; height: 44px } }',
  template: `
    <ry-date-box
      [boxId]="boxId()"
      [label]="label()"
      [value]="wall().date"
      [min]="min()"
      [disabled]="disabled()"
      [invalid]="invalid()"
      [describedBy]="describedBy()"
      (valueChange)="set($event, time())"
      (left)="left.emit()"
    />
    <input
      #box
      class="control"
      type="time"
      [attr.aria-label]="t('fields.timeOf', { name: label() })"
      [attr.aria-invalid]="invalid() || null"
      [attr.aria-describedby]="describedBy()"
      [class.invalid]="invalid()"
      [disabled]="disabled() || !wall().date"
      [value]="time() ?? ''"
      (change)="set(wall().date, box.value || null)"
      (blur)="left.emit()"
    />
  `,
})
export class DateTimeBox {
  readonly boxId = input.required<string>();
  readonly label = input.required<string>();
  readonly timeZone = input.required<string>();
  /** An instant in ISO 8601, or what was typed and is no day, or nothing. */
  readonly value = input.required<string | null>();
  /** The first day that can be chosen, `YYYY-MM-DD`. */
  readonly min = input<string | null>(null);
  readonly disabled = input(false);
  readonly invalid = input(false);
  readonly describedBy = input<string | null>(null);
  readonly valueChange = output<string | null>();
  readonly left = output<void>();

  protected readonly t = injectTranslate();
  protected readonly wall = computed(() => onTheWall(this.value(), this.timeZone()));

  private readonly environment = inject(FieldEnvironment);
  /** A day that has to be mended first does not lose the time that was chosen. */
  protected readonly time = linkedSignal<Wall, string | null>({
    source: () => this.wall(),
    computation: ({ date, time }, before) => (date === null ? null : (time ?? before?.value ?? null)),
  });

  protected set(date: string | null, time: string | null): void {
    const isDay = date !== null && isCalendarDate(date);
    const chosen = time ?? (isDay ? this.usualTime(date) : null);
    this.time.set(date === null ? null : chosen);
    if (!isDay || chosen === null) return this.valueChange.emit(date);
    const [hour = 0, minute = 0] = chosen.split(':').map(Number);
    const instant = instantOf({ ...dateParts(date), hour, minute, second: 0 }, this.timeZone());
    this.valueChange.emit(instant.toISOString());
  }

  /** Nine in the morning; today, once that is over, the next full hour. */
  private usualTime(date: string): string {
    const now = this.environment.now();
    const hour = date === localDate(now, this.timeZone()) ? wallTime(now, this.timeZone()).hour + 1 : 0;
    return hour > 23 ? LAST_MINUTE : `${two(Math.max(hour, MORNING))}:00`;
  }
}

interface Wall {
  readonly date: string | null;
  readonly time: string | null;
}

function onTheWall(value: string | null, timeZone: string): Wall {
  if (value === null) return { date: null, time: null };
  const instant = new Date(value);
  if (!value.includes('T') || Number.isNaN(instant.getTime())) return { date: value, time: null };
  const { year, month, day, hour, minute } = wallTime(instant, timeZone);
  return { date: dateText(year, month, day), time: `${two(hour)}:${two(minute)}` };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
