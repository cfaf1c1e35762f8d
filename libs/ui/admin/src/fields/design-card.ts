import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { Field } from '@ruyi/contract/metadata';
import { FieldInputHost, Words } from '@ruyi/ui/fields';
import { Icon, injectTranslate } from '@ruyi/ui/kit';
import { settingControl } from './setting-control.js';

/** A field on the page being designed: its real input, which one selects and moves instead of filling it in. */
@Component({
  selector: 'ry-design-card',
  imports: [FieldInputHost, Icon],
  template: `
    <div class="inside" inert>
      <span class="label">
        {{ words.of(field().label) }}
        @if (field().required) {
          <span class="star">*</span>
        }
        @if (field().hidden) {
          <span class="ry-tag">{{ t('admin.fields.hidden') }}</span>
        }
      </span>
      <ry-field-input [control]="control()" />
      @if (words.of(field().help); as help) {
        <span class="help">{{ help }}</span>
      }
    </div>
    <button
      type="button"
      class="cover"
      [id]="'design-' + field().key"
      [attr.aria-label]="t('admin.fields.card', { name: words.of(field().label) })"
      [attr.aria-pressed]="chosen()"
      (click)="picked.emit()"
      (keydown)="key($event)"
    >
      <ry-icon name="drag" [size]="18" />
    </button>
  `,
  styles: `
    :host {
      position: relative;
      display: block;
      min-width: 0;
      margin: -6px;
      padding: 6px;
      border-radius: 8px;
    }
    .label {
      display: block;
      margin-bottom: 4px;
      color: var(--ry-ink-2);
      font-size: 13px;
    }
    .star {
      margin-left: 2px;
      color: var(--ry-bad);
    }
    .help {
      display: block;
      margin-top: 4px;
      color: var(--ry-ink-2);
      font-size: 12px;
      line-height: 16px;
    }
    .cover {
      position: absolute;
      inset: 0;
      padding: 0;
      border: 0;
      border-radius: 8px;
      background: none;
      cursor: grab;
      touch-action: manipulation;
    }
    .cover ry-icon {
      position: absolute;
      right: 4px;
      top: 6px;
      color: var(--ry-primary);
      opacity: 0;
    }
    .cover:hover {
      box-shadow: inset 0 0 0 1px var(--ry-primary);
    }
    .cover:hover ry-icon,
    .cover:focus-visible ry-icon {
      opacity: 1;
    }
    :host(.on) {
      background: var(--ry-primary-soft);
      box-shadow: 0 0 0 2px var(--ry-primary);
    }
    :host(.on) .cover ry-icon {
      opacity: 1;
    }
    :host(.wrong) {
      box-shadow: 0 0 0 2px var(--ry-bad);
    }
  `,
  host: { '[class.on]': 'chosen()', '[class.wrong]': 'wrong()' },
})
export class DesignCard {
  readonly field = input.required<Field>();
  readonly chosen = input(false);
  readonly wrong = input(false);
  readonly picked = output();
  readonly stepped = output<1 | -1>();
  readonly removed = output();

  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  protected readonly control = computed(() => {
    const field = this.field();
    const fixed = isPlain(field.default) ? field.default : null;
    return settingControl({
      field,
      id: `preview-${field.key}`,
      label: signal(this.words.of(field.label)),
      value: signal(fixed),
      error: signal(null),
      set: () => undefined,
    });
  });

  protected key(event: KeyboardEvent): void {
    const back = event.key === 'ArrowUp' || event.key === 'ArrowLeft';
    const forth = event.key === 'ArrowDown' || event.key === 'ArrowRight';
    if (event.altKey && (back || forth)) this.stepped.emit(back ? -1 : 1);
    else if (event.key === 'Delete' || event.key === 'Backspace') this.removed.emit();
    else return;
    event.preventDefault();
  }
}

/** Expressions are evaluated when a form opens; here they would show as they are written. */
function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || Array.isArray(value);
}
