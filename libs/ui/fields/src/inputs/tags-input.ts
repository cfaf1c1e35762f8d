import { Component, computed, inject, input, signal } from '@angular/core';
import { injectTranslate } from '@ruyi/ui/kit';
import type { FieldControl } from '../field-control.js';
import type { FieldInput } from '../field-input.js';
import { stringList } from '../string-list.js';
import { Words } from '../words.js';

/** Free words: Enter, a comma or leaving the box adds one. */
@Component({
  selector: 'ry-tags-input',
  styleUrls: ['../control.css', '../picker/picker.css'],
  template: `
    <label
      class="control picker"
      [class.invalid]="control().invalid()"
      [class.disabled]="control().disabled()"
      [attr.for]="control().id"
    >
      @for (tag of tags(); track tag) {
        <span class="chip">
          <span class="words">{{ tag }}</span>
          @if (!control().disabled()) {
            <button
              type="button"
              class="plain"
              [attr.aria-label]="t('fields.remove', { name: tag })"
              (click)="remove(tag); $event.preventDefault()"
            >
              ×
            </button>
          }
        </span>
      }
      <input
        #box
        type="text"
        autocomplete="off"
        [id]="control().id"
        [attr.aria-label]="control().label()"
        [attr.aria-invalid]="control().invalid() || null"
        [attr.aria-describedby]="control().describedBy()"
        [disabled]="control().disabled()"
        [placeholder]="tags().length === 0 ? words.of(control().field.placeholder) || t('fields.tagsHint') : ''"
        [value]="typed()"
        (input)="type(box)"
        (keydown)="key($event)"
        (blur)="add(); control().touch()"
      />
    </label>
  `,
})
export class TagsInput implements FieldInput {
  protected readonly t = injectTranslate();
  readonly control = input.required<FieldControl>();
  protected readonly words = inject(Words);
  protected readonly typed = signal('');
  protected readonly tags = computed(() => stringList(this.control().value()));

  protected type(box: HTMLInputElement): void {
    this.typed.set(box.value);
    if (!/[,，;；、]/.test(box.value)) return;
    this.add();
    // The binding saw nothing of what was typed and taken in one go.
    box.value = '';
  }

  protected add(): void {
    const words = this.typed()
      .split(/[,，;；、]/)
      .map((word) => word.trim())
      .filter((word) => word !== '');
    this.typed.set('');
    if (words.length > 0) this.control().set([...new Set([...this.tags(), ...words])]);
  }

  protected remove(tag: string): void {
    const kept = this.tags().filter((one) => one !== tag);
    this.control().set(kept.length === 0 ? null : kept);
  }

  protected key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      event.stopPropagation();
      this.add();
    } else if (event.key === 'Backspace' && this.typed() === '') {
      const last = this.tags().at(-1);
      if (last !== undefined) this.remove(last);
    }
  }
}
