import {
  afterRenderEffect,
  Component,
  computed,
  inject,
  input,
  output,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { DateAdapter, MAT_DATE_FORMATS, MAT_DATE_LOCALE } from '@angular/material/core';
import { MatDatepicker, MatDatepickerInput } from '@angular/material/datepicker';
import { injectTranslate, LocaleStore } from '@ruyi/ui/kit';
import { ISO_DATE_FORMATS, IsoDateAdapter, localDay } from './iso-date-adapter.js';
import { dateText } from '@ruyi/contract/field-values';
import { readDateText } from './read-date-text.js';

/** A box for a day with a calendar; what is no day is passed on as it was typed, so that the check can say so. */
@Component({
  selector: 'ry-date-box',
  imports: [MatDatepicker, MatDatepickerInput],
  providers: [
    { provide: MAT_DATE_LOCALE, useFactory: () => inject(LocaleStore).locale() },
    { provide: DateAdapter, useClass: IsoDateAdapter },
    { provide: MAT_DATE_FORMATS, useValue: ISO_DATE_FORMATS },
  ],
  styleUrl: '../control.css',
  styles: `
    .wrap {
      position: relative;
    }
    .control {
      padding-right: 36px;
    }
    .open {
      position: absolute;
      right: 4px;
      top: 50%;
      translate: 0 -50%;
      width: 28px;
      height: 28px !important;
      color: var(--ry-ink-2);
    }
    svg {
      width: 18px;
      height: 18px;
      fill: none;
      stroke: currentColor;
      stroke-width: 1.6;
      display: block;
      margin: auto;
    }
  `,
  template: `
    <div class="wrap">
      <input
        #box
        class="control"
        type="text"
        inputmode="numeric"
        autocomplete="off"
        [id]="boxId()"
        [matDatepicker]="calendar"
        [min]="minDay()"
        [max]="maxDay()"
        [class.invalid]="invalid()"
        [attr.aria-label]="label()"
        [attr.aria-invalid]="invalid() || null"
        [attr.aria-describedby]="describedBy()"
        [disabled]="disabled()"
        [placeholder]="placeholder() || t('fields.dateHint')"
        [value]="day()"
        (dateChange)="picked($event.value, box.value)"
        (keydown.enter)="$event.stopPropagation()"
        (blur)="left.emit()"
      />
      <button
        type="button"
        class="plain open"
        tabindex="-1"
        [attr.aria-label]="t('fields.openCalendar', { name: label() })"
        [disabled]="disabled()"
        (click)="calendar.open()"
      >
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 6h16v14H4zM4 10h16M8 3v4M16 3v4" /></svg>
      </button>
      <mat-datepicker #calendar [touchUi]="touch" (closed)="left.emit()" />
    </div>
  `,
})
export class DateBox {
  readonly boxId = input.required<string>();
  readonly label = input.required<string>();
  /** `YYYY-MM-DD`, or what was typed and is no date, or nothing. */
  readonly value = input.required<string | null>();
  readonly min = input<string | null>(null);
  readonly max = input<string | null>(null);
  readonly disabled = input(false);
  readonly invalid = input(false);
  readonly placeholder = input('');
  readonly describedBy = input<string | null>(null);
  readonly valueChange = output<string | null>();
  readonly left = output<void>();

  protected readonly t = injectTranslate();
  protected readonly touch = matchMedia('(pointer: coarse)').matches;
  protected readonly day = computed(() => dayOf(this.value()));
  protected readonly minDay = computed(() => dayOf(this.min()));
  protected readonly maxDay = computed(() => dayOf(this.max()));

  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');

  constructor() {
    // The calendar empties a box whose text is no day; whoever typed it wants to mend it.
    afterRenderEffect(() => {
      const typed = this.value();
      if (typed && this.day() === null) this.box().nativeElement.value = typed;
    });
  }

  protected picked(day: Date | null, text: string): void {
    const typed = text.trim();
    if (day) this.valueChange.emit(dateText(day.getFullYear(), day.getMonth() + 1, day.getDate()));
    else this.valueChange.emit(typed === '' ? null : typed);
  }
}

function dayOf(iso: string | null): Date | null {
  const read = iso === null ? null : readDateText(iso);
  return read === null ? null : localDay(read);
}
