import { Directive, ElementRef, afterNextRender, inject } from '@angular/core';
import { Breakpoint } from '../behaviour/breakpoint.js';

/** Puts the caret into the field that one came for; not on a touch screen, where the keyboard would cover the page. */
@Directive({ selector: 'input[ryFocusFirst]' })
export class FocusFirst {
  constructor() {
    const field = inject<ElementRef<HTMLInputElement>>(ElementRef).nativeElement;
    const { touch } = inject(Breakpoint);
    afterNextRender(() => {
      if (!touch()) field.focus();
    });
  }
}
