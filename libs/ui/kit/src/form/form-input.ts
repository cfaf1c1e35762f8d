import { Directive, ElementRef, afterRenderEffect, inject, input } from '@angular/core';
import type { SimpleControl } from './simple-form.js';

type Editable = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Binds a native field to a {@link SimpleControl}: value, errors, and what a screen reader says about it. */
@Directive({
  selector: 'input[ryInput], textarea[ryInput], select[ryInput]',
  host: {
    class: 'ry-input',
    '[attr.aria-invalid]': 'ryInput().error() ? "true" : null',
    '[attr.aria-describedby]': 'ryInput().error() ? element.id + "-error" : null',
    '(input)': 'ryInput().set(element.value)',
  },
})
export class FormInput {
  readonly ryInput = input.required<SimpleControl>();
  protected readonly element = inject<ElementRef<Editable>>(ElementRef).nativeElement;

  constructor() {
    // After rendering: a select takes a value only once it has its options.
    afterRenderEffect({
      write: () => {
        const value = this.ryInput().value();
        if (this.element.value !== value) this.element.value = value;
      },
    });
  }
}
