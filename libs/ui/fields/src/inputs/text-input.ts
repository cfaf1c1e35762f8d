import { Component, computed, inject, input } from '@angular/core';
import type { FieldControl } from '../field-control.js';
import type { FieldInput } from '../field-input.js';
import { Words } from '../words.js';

interface Manner {
  readonly type: 'text' | 'tel' | 'email' | 'url';
  readonly autocomplete: string;
}

const PLAIN: Manner = { type: 'text', autocomplete: 'off' };

/** Which keyboard a phone shows. Names and numbers are those of customers, so the browser's own are not offered. */
const MANNERS: Readonly<Record<string, Manner>> = {
  mobile: { type: 'tel', autocomplete: 'off' },
  telephone: { type: 'tel', autocomplete: 'off' },
  email: { type: 'email', autocomplete: 'off' },
  url: { type: 'url', autocomplete: 'off' },
};

/** One line of text: text, mobile, telephone, e-mail, web address. */
@Component({
  selector: 'ry-text-input',
  styleUrl: '../control.css',
  template: `
    <input
      #box
      class="control"
      [id]="control().id"
      [type]="manner().type === 'tel' ? 'tel' : 'text'"
      [attr.inputmode]="manner().type"
      [attr.autocomplete]="manner().autocomplete"
      [class.invalid]="control().invalid()"
      [attr.aria-invalid]="control().invalid() || null"
      [attr.aria-required]="control().required() || null"
      [attr.aria-describedby]="control().describedBy()"
      [disabled]="control().disabled()"
      [placeholder]="words.of(control().field.placeholder)"
      [value]="text()"
      (input)="control().set(box.value === '' ? null : box.value)"
      (blur)="leave(box.value)"
    />
  `,
})
export class TextInput implements FieldInput {
  readonly control = input.required<FieldControl>();
  protected readonly words = inject(Words);
  protected readonly manner = computed(() => MANNERS[this.control().field.type] ?? PLAIN);
  protected readonly text = computed(() => {
    const value = this.control().value();
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  });

  protected leave(text: string): void {
    const trimmed = text.trim();
    if (trimmed !== text) this.control().set(trimmed === '' ? null : trimmed);
    this.control().touch();
  }
}
