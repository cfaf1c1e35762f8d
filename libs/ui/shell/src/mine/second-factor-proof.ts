import { Component, booleanAttribute, input, output } from '@angular/core';
import { FormInput, LabelledField, PasswordInput, injectSimpleForm, injectTranslate } from '@ruyi/ui/kit';

/** Password and code, before anything about the second factor is changed. */
@Component({
  selector: 'ry-second-factor-proof',
  imports: [FormInput, LabelledField, PasswordInput],
  template: `
    <form novalidate (submit)="$event.preventDefault(); submit()">
      <ry-field
        for="proof-password"
        [label]="t('shell.secondFactor.password')"
        [error]="form.controls.password.error()"
      >
        <ry-password-input inputId="proof-password" [control]="form.controls.password" />
      </ry-field>
      <ry-field for="proof-code" [label]="t('shell.secondFactor.codeOrRecovery')" [error]="form.controls.code.error()">
        <input
          id="proof-code"
          autocomplete="one-time-code"
          autocapitalize="off"
          spellcheck="false"
          maxlength="40"
          [ryInput]="form.controls.code"
        />
      </ry-field>
      @if (form.message(); as message) {
        <p class="ry-notice bad" role="alert">{{ message }}</p>
      }
      <div class="ry-row">
        <button type="submit" class="ry-btn primary" [class.danger]="danger()" [disabled]="form.busy()">
          {{ action() }}
        </button>
        <button type="button" class="ry-btn" (click)="cancelled.emit()">{{ t('kit.cancel') }}</button>
      </div>
    </form>
  `,
  styleUrl: './mine-form.scss',
})
export class SecondFactorProof {
  readonly action = input.required<string>();
  readonly danger = input(false, { transform: booleanAttribute });
  readonly run = input.required<(password: string, code: string) => Promise<unknown>>();
  readonly cancelled = output();

  protected readonly t = injectTranslate();
  protected readonly form = injectSimpleForm({ password: '', code: '' }, { required: ['password', 'code'] });

  protected submit(): Promise<boolean> {
    return this.form.submit(({ password, code }) => this.run()(password, code.trim()));
  }
}
