import { Component, input, output } from '@angular/core';

/** A small number inside a sentence: empty means none. */
@Component({
  selector: 'ry-number-box',
  template: `
    <input
      #box
      class="ry-input"
      type="number"
      inputmode="numeric"
      [min]="min()"
      [max]="max()"
      [attr.aria-label]="label()"
      [attr.aria-invalid]="invalid() ? 'true' : null"
      [placeholder]="placeholder()"
      [disabled]="disabled()"
      [value]="value() ?? ''"
      (input)="changed.emit(box.value === '' ? null : box.valueAsNumber)"
    />
  `,
  styles: `
    :host {
      display: inline-block;
    }
    input {
      width: 66px;
      height: 30px;
      padding: 3px 6px;
      text-align: center;
    }
    @media (max-width: 767px) {
      input.ry-input {
        height: 36px;
      }
    }
  `,
})
export class NumberBox {
  readonly value = input.required<number | null>();
  readonly label = input.required<string>();
  readonly min = input(0);
  readonly max = input(3650);
  readonly placeholder = input('');
  readonly disabled = input(false);
  readonly invalid = input(false);
  readonly changed = output<number | null>();
}
