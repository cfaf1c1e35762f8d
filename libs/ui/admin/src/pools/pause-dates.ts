import { Component, input, output } from '@angular/core';
import { Icon, injectFormat, injectTranslate } from '@ruyi/ui/kit';

/** Days of the company on which nothing is reclaimed, besides the statutory holidays. */
@Component({
  selector: 'ry-pause-dates',
  imports: [Icon],
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
      <input
        #from
        class="ry-input"
        type="date"
        min="2000-01-01"
        max="2099-12-31"
        [attr.aria-label]="t('admin.pools.from')"
      />
      <span>–</span>
      <input
        #to
        class="ry-input"
        type="date"
        min="2000-01-01"
        max="2099-12-31"
        [attr.aria-label]="t('admin.pools.to')"
      />
      <button type="button" class="ry-btn" (click)="add(from.value, to.value); from.value = ''; to.value = ''">
        {{ t('admin.pools.addDates') }}
      </button>
    </div>
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
    .add input {
      width: 148px;
    }
  `,
})
export class PauseDates {
  readonly dates = input.required<readonly string[]>();
  readonly changed = output<readonly string[]>();
  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();

  protected remove(date: string): void {
    this.changed.emit(this.dates().filter((each) => each !== date));
  }

  protected add(from: string, to: string): void {
    if (!from) return;
    const all = new Set(this.dates());
    const last = to && to > from ? to : from;
    for (let day = from, count = 0; day <= last && count < 62; day = nextDay(day), count++) all.add(day);
    this.changed.emit([...all].sort());
  }
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
