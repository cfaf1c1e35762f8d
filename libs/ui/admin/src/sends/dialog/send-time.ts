import { afterRenderEffect, Component, computed, ElementRef, inject, input, output } from '@angular/core';
import { dateParts, instantOf, localDate } from '@ruyi/contract/field-values';
import { SessionStore } from '@ruyi/ui/data-access';
import { DateTimeBox } from '@ruyi/ui/fields';
import { injectTranslate } from '@ruyi/ui/kit';

const DAY_MS = 86_400_000;

/** Whether a message can go out then: null is now; what was typed and is no instant is never. */
export function isToCome(at: string | null, now: Date): boolean {
  return at === null || (at.includes('T') && new Date(at) > now);
}

/** Now, or at a time on the company's clock. */
@Component({
  selector: 'ry-send-time',
  imports: [DateTimeBox],
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
        <ry-date-time-box
          boxId="send-at"
          [label]="t('admin.sends.laterAt')"
          [timeZone]="session.timeZone()"
          [value]="at()"
          [min]="today()"
          [invalid]="past()"
          describedBy="send-zone"
          (valueChange)="changed.emit($event ?? '')"
        />
        <p class="ry-sub" id="send-zone">
          {{ past() ? t('admin.sends.inThePast') : t('admin.sends.zone', { zone: session.timeZone() }) }}
        </p>
      }
    </fieldset>
  `,
  styles: `
    :host {
      display: block;
    }
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
    ry-date-time-box {
      width: 270px;
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
  /** An instant in ISO form; null is now; what is none is a time that is not complete. */
  readonly at = input.required<string | null>();
  readonly changed = output<string | null>();
  protected readonly t = injectTranslate();
  protected readonly session = inject(SessionStore);
  protected readonly today = computed(() => localDate(this.session.now(), this.session.timeZone()));
  protected readonly past = computed(() => !isToCome(this.at(), this.session.now()));

  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly later = computed(() => this.at() !== null);

  constructor() {
    // The boxes come in at the end of a dialog that scrolls.
    afterRenderEffect(() => {
      if (this.later()) this.host.nativeElement.scrollIntoView({ block: 'nearest' });
    });
  }

  /** Tomorrow at nine. */
  protected soon(): string {
    const tomorrow = localDate(new Date(this.session.now().getTime() + DAY_MS), this.session.timeZone());
    return instantOf({ ...dateParts(tomorrow), hour: 9, minute: 0, second: 0 }, this.session.timeZone()).toISOString();
  }
}
