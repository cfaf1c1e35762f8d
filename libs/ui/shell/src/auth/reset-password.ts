import { Component, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { AuthApi } from '@ruyi/ui/data-access';
import { LabelledField, PasswordInput, injectSimpleForm, injectTranslate } from '@ruyi/ui/kit';
import { AuthFrame } from './auth-frame.js';

@Component({
  selector: 'ry-reset-password',
  imports: [AuthFrame, LabelledField, PasswordInput, RouterLink],
  template: `
    <ry-auth-frame [title]="t('shell.auth.resetTitle')">
      <form novalidate (submit)="$event.preventDefault(); submit()">
        <ry-field
          for="reset-password"
          [label]="t('shell.auth.newPassword')"
          [help]="t('shell.auth.passwordHelp')"
          [error]="form.controls.password.error()"
        >
          <ry-password-input inputId="reset-password" autocomplete="new-password" [control]="form.controls.password" />
        </ry-field>
        @if (form.message(); as message) {
          <p class="ry-notice bad flush" role="alert">{{ message }}</p>
        }
        <button class="ry-btn primary large block" type="submit" [disabled]="form.busy()">
          {{ t('shell.auth.resetButton') }}
        </button>
      </form>
      <p class="foot">
        <a routerLink="/login">{{ t('shell.auth.back') }}</a>
        <a routerLink="/forgot">{{ t('shell.auth.forgotTitle') }}</a>
      </p>
    </ry-auth-frame>
  `,
  styleUrl: './auth-form.scss',
})
export class ResetPassword {
  /** From the route. */
  readonly token = input.required<string>();

  protected readonly t = injectTranslate();
  protected readonly form = injectSimpleForm({ password: '' }, { required: ['password'] });
  private readonly auth = inject(AuthApi);
  private readonly router = inject(Router);

  protected async submit(): Promise<void> {
    const done = await this.form.submit(({ password }) => this.auth.reset(this.token(), password));
    if (done) await this.router.navigate(['/login'], { queryParams: { reset: true } });
  }
}
