import { Component, input } from '@angular/core';
import { injectTranslate } from '@ruyi/ui/kit';
import type { FieldControl } from '../field-control.js';
import type { FieldInput } from '../field-input.js';

/** Yes or no. */
@Component({
  selector: 'ry-boolean-input',
  styles: `
    :host {
      display: block;
    }
    label {
      display: inline-flex;
      align-items: center;
      gap: 8px;
      min-height: 36px;
      cursor: pointer;
    }
    input {
      appearance: none;
      margin: 0;
      width: 36px;
      height: 20px;
      border-radius: 10px;
      background: var(--ry-ink-3);
      position: relative;
      cursor: pointer;
      flex: none;
      transition: background 0.15s;
    }
    input::after {
      content: '';
      position: absolute;
      left: 2px;
      top: 2px;
      width: 16px;
      height: 16px;
      border-radius: 50%;
      background: #fff;
      transition: translate 0.15s;
    }
    input:checked {
      background: var(--ry-primary);
    }
    input:checked::after {
      translate: 16px 0;
    }
    input:focus-visible {
      outline: 2px solid var(--ry-primary);
      outline-offset: 2px;
    }
    input:disabled {
      opacity: 0.5;
      cursor: default;
    }
    @media (pointer: coarse) {
      label {
        min-height: 44px;
      }
    }
  `,
  template: `
    <label>
      <input
        #box
        type="checkbox"
        role="switch"
        [id]="control().id"
        [attr.aria-label]="control().label()"
        [attr.aria-describedby]="control().describedBy()"
        [disabled]="control().disabled()"
        [checked]="control().value() === true"
        (change)="control().set(box.checked)"
        (blur)="control().touch()"
      />
      <span aria-hidden="true">{{ t(control().value() === true ? 'fields.yes' : 'fields.no') }}</span>
    </label>
  `,
})
export class BooleanInput implements FieldInput {
  protected readonly t = injectTranslate();
  readonly control = input.required<FieldControl>();
}
