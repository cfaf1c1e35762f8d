import { Component, computed, input, signal } from '@angular/core';
import { injectTranslate } from '@ruyi/ui/kit';
import type { FieldControl } from '../field-control.js';
import type { FieldInput } from '../field-input.js';

/** Stars: a radio group; a second click on the chosen star takes the rating back. */
@Component({
  selector: 'ry-rating-input',
  styles: `
    :host {
      display: block;
    }
    .stars {
      display: inline-flex;
      min-height: 36px;
      align-items: center;
      border-radius: 6px;
    }
    button {
      width: 28px;
      height: 32px;
      padding: 0;
      border: 0;
      background: none;
      font-size: 22px;
      line-height: 1;
      color: var(--ry-line-strong);
      cursor: pointer;
      border-radius: 4px;
    }
    button.on {
      color: var(--ry-star);
    }
    button:disabled {
      cursor: default;
    }
    button:focus-visible {
      outline: 2px solid var(--ry-primary);
    }
    @media (pointer: coarse) {
      button {
        width: 40px;
        height: 44px;
        font-size: 28px;
      }
    }
  `,
  template: `
    <div
      class="stars"
      role="radiogroup"
      [id]="control().id"
      [attr.aria-label]="control().label()"
      [attr.aria-describedby]="control().describedBy()"
      (mouseleave)="hover.set(0)"
      (focusout)="control().touch()"
    >
      @for (star of stars(); track star) {
        <button
          type="button"
          role="radio"
          [class.on]="star <= (hover() || rating())"
          [attr.aria-checked]="star === rating()"
          [attr.aria-label]="t('fields.stars', { count: star })"
          [attr.tabindex]="star === (rating() || 1) ? 0 : -1"
          [disabled]="control().disabled()"
          (mouseenter)="hover.set(star)"
          (click)="rate(star === rating() ? null : star)"
          (keydown)="key($event)"
        >
          ★
        </button>
      }
    </div>
  `,
})
export class RatingInput implements FieldInput {
  protected readonly t = injectTranslate();
  readonly control = input.required<FieldControl>();
  protected readonly hover = signal(0);
  protected readonly stars = computed(() =>
    Array.from({ length: this.control().field.stars ?? 5 }, (_, index) => index + 1),
  );
  protected readonly rating = computed(() => {
    const value = this.control().value();
    return typeof value === 'number' ? value : 0;
  });

  protected rate(stars: number | null): void {
    this.hover.set(0);
    this.control().set(stars);
  }

  protected key(event: KeyboardEvent): void {
    const step =
      event.key === 'ArrowRight' || event.key === 'ArrowUp'
        ? 1
        : event.key === 'ArrowLeft' || event.key === 'ArrowDown'
          ? -1
          : 0;
    if (event.key === 'Delete' || event.key === 'Backspace') this.rate(null);
    if (step === 0) return;
    event.preventDefault();
    const next = Math.min(Math.max(this.rating() + step, 1), this.stars().length);
    this.rate(next);
    const buttons = (event.currentTarget as HTMLElement).parentElement?.querySelectorAll('button');
    buttons?.item(next - 1).focus();
  }
}
