import { Component, ElementRef, inject, input, output, signal, viewChild } from '@angular/core';
import { SecondFactorApi, type SecondStepAnswer } from '@ruyi/ui/data-access';
import { FocusFirst, FormInput, LabelledField, injectSimpleForm, injectTranslate } from '@ruyi/ui/kit';
import { AuthFrame } from './auth-frame.js';

/** The second step of a log-in: a code of the app, or a recovery code. */
@Component({
  selector: 'ry-second-step',
  imports: [AuthFrame, FocusFirst, FormInput, LabelledField],
  template: `
    <ry-auth-frame
      [title]="t('shell.secondStep.title')"
      [text]="t(recovering() ? 'shell.secondStep.recoveryText' : 'shell.secondStep.text')"
    >
      <form novalidate (submit)="$event.preventDefault(); submit()">
        <ry-field
          for="second-code"
          [label]="t(recovering() ? 'shell.secondStep.recoveryCode' : 'shell.secondStep.code')"
          [error]="form.controls.code.error()"
        >
          <input
            #box
            id="second-code"
            autocomplete="one-time-code"
            autocapitalize="off"
            spellcheck="false"
            maxlength="40"
            ryFocusFirst
            [attr.inputmode]="recovering() ? 'text' : 'numeric'"
            [ryInput]="form.controls.code"
          />
        </ry-field>
        @if (form.message(); as message) {
          <p class="ry-notice bad" role="alert" style="margin: 0">{{ message }}</p>
        }
        <button class="ry-btn primary large block" type="submit" [disabled]="form.busy()">
          {{ t('shell.auth.login') }}
        </button>
      </form>
      <p class="foot">
        <button class="ry-btn text" type="button" (click)="swap()">
          {{ t(recovering() ? 'shell.secondStep.useApp' : 'shell.secondStep.useRecovery') }}
        </button>
        <button class="ry-btn text" type="button" (click)="back.emit()">{{ t('shell.auth.back') }}</button>
      </p>
      @if (recovering()) {
        <p class="ry-sub">{{ t('shell.secondStep.lost') }}</p>
      }
    </ry-auth-frame>
  `,
  styleUrl: './auth-form.scss',
})
export class SecondStep {
  /** The ticket that the password gave. */
  readonly token = input.required<string>();
  readonly passed = output<SecondStepAnswer>();
  readonly back = output();

  protected readonly t = injectTranslate();
  protected readonly form = injectSimpleForm({ code: '' }, { required: ['code'] });
  protected readonly recovering = signal(false);
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');
  private readonly api = inject(SecondFactorApi);

  protected swap(): void {
    this.recovering.update((on) => !on);
    this.form.reset({ code: '' });
    this.box().nativeElement.focus();
  }

  protected async submit(): Promise<void> {
    await this.form.submit(async ({ code }) => this.passed.emit(await this.api.pass(this.token(), code.trim())));
  }
}
