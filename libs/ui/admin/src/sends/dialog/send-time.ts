import { Component, computed, inject, input, output } from '@angular/core';
import { dateParts, dateText, instantOf, isCalendarDate, wallTime } from '@ruyi/contract/field-values';
import { SessionStore } from '@ruyi/ui/data-access';
import { injectTranslate } from '@ruyi/ui/kit';

/** Now, or at a time on the company's clock. */
@Component({
  selector: 'ry-send-time',
  template: `
    <fieldset>
      <legend>{{ t('admin.sends.when') }}</legend>
      <label
        ><input type="radio" name="send-when" [checked]="at() === null" (change)="changed.emit(null)" />{{
          t('admin.sends.now')
        }}</label
      >
      <label
        ><input type="radio" name="send-when" [checked]="at() !== null" (change)="changed.emit(soon())" />{{
          t('admin.sends.later')
        }}</label
      >
      @if (at() !== null) {
        <input
          #box
          class="ry-input"
          type="datetime-local"
          [attr.aria-label]="t('admin.sends.laterAt')"
          [attr.aria-invalid]="past() || null"
          aria-describedby="send-zone"
          [min]="wall(session.now())"
          [value]="shown()"
          (change)="changed.emit(instant(box.value))"
        />
        <p class="ry-sub" id="send-zone">
          {{ past() ? t('admin.sends.inThePast') : t('admin.sends.zone', { zone: session.timeZone() }) }}
        </p>
      }
    </fieldset>
  `,
  styles: `
    fieldset {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 18px;
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      padding: 0;
      color: var(--ry-ink-2);
      font-size: 13px;
    }
    label {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      min-height: 34px;
    }
    .ry-input {
      width: 220px;
    }
    p {
      width: 100%;
    }
    input[type='radio'] {
      accent-color: var(--ry-primary);
    }
  `,
})
export class SendTime {
  /** An instant in ISO form; null is now, an empty text a time that is not complete. */
  readonly at = input.required<string | null>();
  readonly changed = output<string | null>();
  protected readonly t = injectTranslate();
  protected readonly session = inject(SessionStore);
  protected readonly shown = computed(() => (this.at() ? this.wall(new Date(this.at() ?? '')) : ''));
  protected readonly past = computed(() => this.at() !== null && !(new Date(this.at() ?? '') > this.session.now()));

  /** `2026-11-22T09:00` on the company's clock, as the box writes it. */
  protected wall(instant: Date): string {
    const { year, month, day, hour, minute } = wallTime(instant, this.session.timeZone());
    return `${dateText(year, month, day)}T${two(hour)}:${two(minute)}`;
  }

  protected instant(text: string): string {
    const [date = '', time = ''] = text.split('T');
    const [hour, minute] = time.split(':').map(Number);
    if (!isCalendarDate(date) || hour === undefined || minute === undefined) return '';
    return instantOf({ ...dateParts(date), hour, minute, second: 0 }, this.session.timeZone()).toISOString();
  }

  /** Tomorrow at nine. */
  protected soon(): string {
    const tomorrow = this.wall(new Date(this.session.now().getTime() + 86_400_000)).slice(0, 10);
    return this.instant(`${tomorrow}T09:00`);
  }
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
