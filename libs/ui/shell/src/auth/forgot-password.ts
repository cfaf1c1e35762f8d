import { Component, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { AuthApi } from '@ruyi/ui/data-access';
import { FocusFirst, FormInput, LabelledField, injectSimpleForm, injectTranslate } from '@ruyi/ui/kit';
import { AuthFrame } from './auth-frame.js';

@Component({
  selector: 'ry-forgot-password',
  imports: [AuthFrame, FocusFirst, FormInput, LabelledField, RouterLink],
  template: `
    @if (sent()) {
      <ry-auth-frame [title]="t('shell.auth.forgotSentTitle')" [text]="t('shell.auth.forgotSent')">
        <p class="foot">
          <a routerLink="/login">{{ t('shell.auth.back') }}</a>
        </p>
      </ry-auth-frame>
    } @else {
      <ry-auth-frame [title]="t('shell.auth.forgotTitle')" [text]="t('shell.auth.forgotText')">
        <form novalidate (submit)="$event.preventDefault(); submit()">
          <ry-field for="forgot-login" [label]="t('shell.auth.loginName')" [error]="form.controls.login.error()">
            <input
              id="forgot-login"
              autocomplete="username"
              autocapitalize="off"
              ryFocusFirst
              [ryInput]="form.controls.login"
            />
          </ry-field>
          @if (form.message(); as message) {
            <p class="ry-notice bad flush" role="alert">{{ message }}</p>
          }
          <button class="ry-btn primary large block" type="submit" [disabled]="form.busy()">
            {{ t('shell.auth.forgotButton') }}
          </button>
        </form>
        <p class="foot">
          <a routerLink="/login">{{ t('shell.auth.back') }}</a>
        </p>
      </ry-auth-frame>
    }
  `,
  styleUrl: './auth-form.scss',
})
export class ForgotPassword {
  protected readonly t = injectTranslate();
  protected readonly form = injectSimpleForm({ login: '' }, { required: ['login'] });
  protected readonly sent = signal(false);
  private readonly auth = inject(AuthApi);

  protected async submit(): Promise<void> {
    this.sent.set(await this.form.submit(({ login }) => this.auth.forgot(login.trim())));
  }
}
