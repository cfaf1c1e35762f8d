import { Component, computed, input, signal } from '@angular/core';
import type { PasswordStrength } from '@ruyi/contract/passwords';
import { Icon } from '../icon/icon.js';
import { injectTranslate } from '../i18n/translate.js';
import { FormInput } from './form-input.js';
import type { SimpleControl } from './simple-form.js';

/** A password that can be looked at while typing: no second field to repeat it. */
@Component({
  selector: 'ry-password-input',
  imports: [FormInput, Icon],
  template: `
    <div class="box">
      <input
        [ryInput]="control()"
        [id]="inputId()"
        [type]="shown() ? 'text' : 'password'"
        [autocomplete]="autocomplete()"
        maxlength="128"
        spellcheck="false"
        autocapitalize="off"
        (focus)="load()"
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
    </div>
    @if (strength(); as strength) {
      <div class="meter" role="status" [attr.data-score]="strength.score">
        @for (step of steps; track step) {
          <i [class.on]="strength.score >= step"></i>
        }
        <span class="ry-sub">{{ t('kit.password.' + (strength.weakness ?? 'score' + strength.score)) }}</span>
      </div>
    }
  `,
  styles: `
    :host {
      display: block;
    }
    .box {
      position: relative;
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
    .meter {
      display: flex;
      align-items: center;
      gap: 4px;
      margin-top: 6px;
    }
    .meter i {
      width: 36px;
      height: 4px;
      border-radius: 2px;
      background: var(--ry-line-strong);
    }
    .meter span {
      margin-left: 6px;
    }
    .meter .on {
      background: var(--ry-ok);
    }
    .meter[data-score='1'] .on {
      background: var(--ry-bad);
    }
    .meter[data-score='2'] .on {
      background: var(--ry-warn);
    }
  `,
})
export class PasswordInput {
  readonly control = input.required<SimpleControl>();
  readonly inputId = input.required<string>();
  readonly autocomplete = input<'current-password' | 'new-password'>('current-password');

  protected readonly t = injectTranslate();
  protected readonly shown = signal(false);
  protected readonly steps = [1, 2, 3, 4];
  /** Fetched when somebody chooses a password: its lists are large. */
  private readonly estimate = signal<((password: string) => PasswordStrength) | null>(null);
  protected readonly strength = computed(() => {
    const password = this.control().value();
    return this.autocomplete() === 'new-password' && password !== '' ? (this.estimate()?.(password) ?? null) : null;
  });

  protected async load(): Promise<void> {
    if (this.autocomplete() !== 'new-password' || this.estimate()) return;
    const { passwordStrength } = await import('@ruyi/contract/passwords');
    this.estimate.set((password) => passwordStrength(password));
  }
}
