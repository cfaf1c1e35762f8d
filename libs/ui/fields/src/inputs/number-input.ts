import { Component, computed, inject, input, signal } from '@angular/core';
import type { FieldControl } from '../field-control.js';
import type { FieldInput } from '../field-input.js';
import { Words } from '../words.js';
import { parseNumberText } from './number-text.js';

/** Number, integer, percent: with separators while at rest, plain while typing. */
@Component({
  selector: 'ry-number-input',
  styleUrl: '../control.css',
  styles:
    '.wrap { position: relative } .unit { position: absolute; right: 12px; top: 50%; translate: 0 -50%; color: var(--ry-ink-2) } .with-unit { padding-right: 32px }',
  template: `
    <div class="wrap">
      <input
        #box
        class="control"
        type="text"
        autocomplete="off"
        [id]="control().id"
        [attr.inputmode]="control().field.type === 'integer' ? 'numeric' : 'decimal'"
        [class.with-unit]="percent()"
        [class.invalid]="control().invalid()"
        [attr.aria-invalid]="control().invalid() || null"
        [attr.aria-required]="control().required() || null"
        [attr.aria-describedby]="control().describedBy()"
        [disabled]="control().disabled()"
        [placeholder]="words.of(control().field.placeholder)"
        [value]="text()"
        (focus)="typed.set(plain())"
        (input)="type(box.value)"
        (blur)="typed.set(null); control().touch()"
      />
      @if (percent()) {
        <span class="unit" aria-hidden="true">%</span>
      }
    </div>
  `,
})
export class NumberInput implements FieldInput {
  readonly control = input.required<FieldControl>();
  protected readonly words = inject(Words);
  protected readonly typed = signal<string | null>(null);
  protected readonly percent = computed(() => this.control().field.type === 'percent');
  protected readonly plain = computed(() => {
    const value = this.control().value();
    return typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  });
  protected readonly text = computed(() => {
    const value = this.control().value();
    const typed = this.typed();
    if (typed !== null) return typed;
    return typeof value === 'number'
      ? value.toLocaleString(this.words.locale(), { maximumFractionDigits: 10 })
      : this.plain();
  });

  protected type(text: string): void {
    this.typed.set(text);
    // What is no number stays as it was typed: the check says what is wrong with it.
    this.control().set(text.trim() === '' ? null : (parseNumberText(text) ?? text));
  }
}
