import { Component, computed, inject, input } from '@angular/core';
import { CdkTextareaAutosize } from '@angular/cdk/text-field';
import type { FieldControl } from '../field-control.js';
import type { FieldInput } from '../field-input.js';
import { Words } from '../words.js';

/** Several lines of text; grows with what is typed. */
@Component({
  selector: 'ry-long-text-input',
  imports: [CdkTextareaAutosize],
  styleUrl: '../control.css',
  styles: 'textarea { resize: vertical; display: block }',
  template: `
    <textarea
      #box
      class="control"
      cdkTextareaAutosize
      cdkAutosizeMinRows="3"
      cdkAutosizeMaxRows="14"
      [id]="control().id"
      [class.invalid]="control().invalid()"
      [attr.aria-invalid]="control().invalid() || null"
      [attr.aria-required]="control().required() || null"
      [attr.aria-describedby]="control().describedBy()"
      [disabled]="control().disabled()"
      [placeholder]="words.of(control().field.placeholder)"
      [value]="text()"
      (input)="control().set(box.value === '' ? null : box.value)"
      (blur)="control().touch()"
    ></textarea>
  `,
})
export class LongTextInput implements FieldInput {
  readonly control = input.required<FieldControl>();
  protected readonly words = inject(Words);
  protected readonly text = computed(() => {
    const value = this.control().value();
    return typeof value === 'string' ? value : '';
  });
}
