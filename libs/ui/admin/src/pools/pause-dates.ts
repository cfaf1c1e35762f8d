import { Component, computed, input, output, signal } from '@angular/core';
import { isCalendarDate } from '@ruyi/contract/field-values';
import { DateBox } from '@ruyi/ui/fields';
import { Icon, injectFormat, injectTranslate } from '@ruyi/ui/kit';

const DAY_MS = 86_400_000;
/** Of one addition. */
const MOST_DAYS = 62;

/** Days of the company on which nothing is reclaimed, besides the statutory holidays. */
@Component({
  selector: 'ry-pause-dates',
  imports: [DateBox, Icon],
  template: `
    <h2>{{ t('admin.pools.pauseDates') }}</h2>
    <p class="ry-sub">{{ t('admin.pools.pauseText') }}</p>
    <div class="dates">
      @for (date of dates(); track date) {
        <span class="ry-tag">
          {{ format.date(date) }}
          <button type="button" [attr.aria-label]="t('admin.pools.removeDate', { date })" (click)="remove(date)">
            <ry-icon name="close" [size]="12" />
          </button>
        </span>
      }
    </div>
    <div class="add">
      <ry-date-box
        boxId="pause-from"
        [label]="t('admin.pools.from')"
        [value]="from()"
        [invalid]="wrongFrom()"
        (valueChange)="from.set($event)"
      />
      <span>–</span>
      <ry-date-box
        boxId="pause-to"
        [label]="t('admin.pools.to')"
        [value]="to()"
        [min]="wrongFrom() ? null : from()"
        [invalid]="wrongTo()"
        describedBy="pause-problem"
        (valueChange)="to.set($event)"
      />
      <button type="button" class="ry-btn" [disabled]="added().length === 0" (click)="add()">
        {{ t('admin.pools.addDates') }}
      </button>
    </div>
    <p class="ry-sub problem" id="pause-problem" role="alert">
      @if (wrongTo()) {
        {{ t('admin.pools.pauseWrong', { count: most }) }}
      }
    </p>
  `,
  styles: `
    h2 {
      font-size: 14px;
    }
    .dates,
    .add {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 6px;
      margin-top: 8px;
    }
    .ry-tag {
      display: inline-flex;
      align-items: center;
      gap: 4px;
    }
    .ry-tag button {
      display: inline-grid;
      place-items: center;
      min-width: 24px;
      min-height: 24px;
      margin-right: -8px;
      padding: 0;
      border: 0;
      background: none;
      cursor: pointer;
    }
    ry-date-box {
      width: 148px;
    }
    .problem {
      color: var(--ry-bad);
    }
    .problem:empty {
      display: none;
    }
  `,
})
export class PauseDates {
  readonly dates = input.required<readonly string[]>();
  readonly changed = output<readonly string[]>();
  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  protected readonly most = MOST_DAYS;
  protected readonly from = signal<string | null>(null);
  protected readonly to = signal<string | null>(null);
  protected readonly added = computed(() => daysBetween(this.from(), this.to()));
  protected readonly wrongFrom = computed(() => this.from() !== null && !isCalendarDate(this.from() ?? ''));
  protected readonly wrongTo = computed(
    () => this.to() !== null && this.from() !== null && !this.wrongFrom() && this.added().length === 0,
  );

  protected remove(date: string): void {
    this.changed.emit(this.dates().filter((each) => each !== date));
  }

  protected add(): void {
    this.changed.emit([...new Set([...this.dates(), ...this.added()])].sort());
    this.from.set(null);
    this.to.set(null);
  }
}

/** All days from one to another, both included; none where they are no days, the wrong way round or too many. */
function daysBetween(from: string | null, to: string | null): readonly string[] {
  if (from === null || !isCalendarDate(from)) return [];
  const last = to ?? from;
  if (!isCalendarDate(last)) return [];
  const first = Date.parse(`${from}T00:00:00Z`);
  const count = (Date.parse(`${last}T00:00:00Z`) - first) / DAY_MS + 1;
  if (count < 1 || count > MOST_DAYS) return [];
  return Array.from({ length: count }, (_, index) => new Date(first + index * DAY_MS).toISOString().slice(0, 10));
}
