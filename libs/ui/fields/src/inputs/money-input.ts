import { Component, computed, inject, input, signal } from '@angular/core';
import type { FieldControl } from '../field-control.js';
import type { FieldInput } from '../field-input.js';
import { FieldEnvironment } from '../field-environment.js';
import { Words } from '../words.js';
import { parseDecimalText } from './number-text.js';

/** An amount in the field's currency; exact: it never becomes a floating number. */
@Component({
  selector: 'ry-money-input',
  styleUrl: '../control.css',
  styles:
    '.wrap { position: relative } .unit { position: absolute; left: 10px; top: 50%; translate: 0 -50%; color: var(--ry-ink-2) } .wrap .control { padding-left: 46px }',
  template: `
    <div class="wrap">
      <span class="unit" aria-hidden="true">{{ currency() }}</span>
      <input
        #box
        class="control"
        type="text"
        inputmode="decimal"
        autocomplete="off"
        [id]="control().id"
        [class.invalid]="control().invalid()"
        [attr.aria-invalid]="control().invalid() || null"
        [attr.aria-required]="control().required() || null"
        [attr.aria-describedby]="control().describedBy()"
        [disabled]="control().disabled()"
        [placeholder]="words.of(control().field.placeholder)"
        [value]="text()"
        (focus)="typed.set(amount())"
        (input)="type(box.value)"
        (blur)="typed.set(null); control().touch()"
      />
    </div>
  `,
})
export class MoneyInput implements FieldInput {
  readonly control = input.required<FieldControl>();
  protected readonly words = inject(Words);
  private readonly environment = inject(FieldEnvironment).values;
  protected readonly typed = signal<string | null>(null);
  protected readonly amount = computed(() => {
    const value = this.control().value();
    if (typeof value === 'number' || typeof value === 'string') return String(value);
    return isMoney(value) ? value.amount : '';
  });
  protected readonly currency = computed(() => {
    const value = this.control().value();
    return isMoney(value) ? value.currency : (this.control().field.currency ?? this.environment().baseCurrency);
  });
  protected readonly text = computed(() => {
    const typed = this.typed();
    if (typed !== null) return typed;
    const [whole = '', fraction] = this.amount().split('.');
    const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
    return fraction === undefined ? grouped : `${grouped}.${fraction}`;
  });

  protected type(text: string): void {
    this.typed.set(text);
    if (text.trim() === '') return this.control().set(null);
    const amount = parseDecimalText(text);
    this.control().set(amount === null ? text : { amount, currency: this.currency() });
  }
}

function isMoney(value: unknown): value is { readonly amount: string; readonly currency: string } {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;
}
