import { Component, input, signal } from '@angular/core';
import { Icon } from '../icon/icon.js';
import { injectTranslate } from '../i18n/translate.js';
import { FormInput } from './form-input.js';
import type { SimpleControl } from './simple-form.js';

/** A password that can be looked at while typing: no second field to repeat it. */
@Component({
  selector: 'ry-password-input',
  imports: [FormInput, Icon],
  template: `
    <input
      [ryInput]="control()"
      [id]="inputId()"
      [type]="shown() ? 'text' : 'password'"
      [autocomplete]="autocomplete()"
      maxlength="128"
      spellcheck="false"
      autocapitalize="off"
    />
    <button
      type="button"
      class="ry-btn icon"
      [attr.aria-label]="t(shown() ? 'kit.hidePassword' : 'kit.showPassword')"
      [attr.aria-pressed]="shown()"
      (click)="shown.set(!shown())"
    >
      <ry-icon [name]="shown() ? 'eyeOff' : 'eye'" />
    </button>
  `,
  styles: `
    :host {
      position: relative;
      display: block;
    }
    input {
      padding-right: 44px;
    }
    button {
      position: absolute;
      right: 1px;
      top: 50%;
      translate: 0 -50%;
    }
  `,
})
export class PasswordInput {
  readonly control = input.required<SimpleControl>();
  readonly inputId = input.required<string>();
  readonly autocomplete = input<'current-password' | 'new-password'>('current-password');

  protected readonly t = injectTranslate();
  protected readonly shown = signal(false);
}
