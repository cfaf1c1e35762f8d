import { Component, inject, linkedSignal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { AuthApi, SessionStore } from '@ruyi/ui/data-access';
import {
  FocusFirst,
  FormInput,
  LabelledField,
  LocaleStore,
  PasswordInput,
  Toaster,
  injectSimpleForm,
  injectTranslate,
} from '@ruyi/ui/kit';
import { SignIn } from '../session/sign-in.js';
import { AuthFrame } from './auth-frame.js';
import { contactOf } from './contact-of.js';

@Component({
  selector: 'ry-sign-up',
  imports: [AuthFrame, FocusFirst, FormInput, LabelledField, PasswordInput, RouterLink],
  template: `
    <ry-auth-frame [title]="t('shell.auth.signupTitle')" [text]="t('shell.auth.signupText')">
      <form novalidate (submit)="$event.preventDefault(); submit()">
        <ry-field for="signup-company" [label]="t('shell.auth.company')" [error]="form.controls.companyName.error()">
          <input
            id="signup-company"
            autocomplete="organization"
            ryFocusFirst
            [placeholder]="t('shell.auth.companyPlaceholder')"
            [ryInput]="form.controls.companyName"
          />
        </ry-field>
        <ry-field for="signup-name" [label]="t('shell.auth.name')" [error]="form.controls.name.error()">
          <input id="signup-name" autocomplete="name" [ryInput]="form.controls.name" />
        </ry-field>
        <ry-field
          for="signup-contact"
          [label]="t('shell.auth.contact')"
          [help]="t('shell.auth.contactHelp')"
          [error]="form.controls.contact.error()"
        >
          <input id="signup-contact" autocomplete="username" autocapitalize="off" [ryInput]="form.controls.contact" />
        </ry-field>
        <ry-field
          for="signup-password"
          [label]="t('shell.auth.password')"
          [help]="t('shell.auth.signupPasswordHelp')"
          [error]="form.controls.password.error()"
        >
          <ry-password-input inputId="signup-password" autocomplete="new-password" [control]="form.controls.password" />
        </ry-field>
        @if (codeAsked()) {
          <ry-field
            for="signup-code"
            [label]="t('shell.secondFactor.codeOrRecovery')"
            [error]="form.controls.code.error()"
          >
            <input
              id="signup-code"
              autocomplete="one-time-code"
              autocapitalize="off"
              spellcheck="false"
              maxlength="40"
              [ryInput]="form.controls.code"
            />
          </ry-field>
        }
        @if (form.message(); as message) {
          <p class="ry-notice bad flush" role="alert">{{ message }}</p>
        }
        <button class="ry-btn primary large block" type="submit" [disabled]="form.busy()">
          {{ t('shell.auth.signupButton') }}
        </button>
      </form>
      <p class="foot">
        <span
          >{{ t('shell.auth.haveAccount') }} <a routerLink="/login">{{ t('shell.auth.login') }}</a></span
        >
      </p>
    </ry-auth-frame>
  `,
  styleUrl: './auth-form.scss',
})
export class SignUp {
  protected readonly t = injectTranslate();
  protected readonly form = injectSimpleForm(
    { companyName: '', name: '', contact: '', password: '', code: '' },
    { required: ['companyName', 'name', 'contact', 'password'], paths: { contact: ['email', 'mobile'] } },
  );
  /** Once the server has asked for the code of an account that exists, its field stays. */
  protected readonly codeAsked = linkedSignal<boolean, boolean>({
    source: () => this.form.controls.code.error() !== null,
    computation: (asks, before) => asks || (before?.value ?? false),
  });
  private readonly auth = inject(AuthApi);
  private readonly signIn = inject(SignIn);
  private readonly locale = inject(LocaleStore);
  private readonly session = inject(SessionStore);
  private readonly toaster = inject(Toaster);

  protected async submit(): Promise<void> {
    const contact = contactOf(this.form.value().contact);
    if (this.form.value().contact.trim() && !contact) {
      this.form.setError('contact', this.t('shell.auth.contactInvalid'));
      return;
    }
    await this.form.submit(async ({ companyName, name, password, code }) => {
      const locale = this.locale.locale();
      await this.auth.signUp({
        companyName: companyName.trim(),
        name: name.trim(),
        password,
        locale,
        ...contact,
        ...(code.trim() ? { code: code.trim() } : {}),
      });
      await this.signIn.finish();
      const count = this.session.me()?.tenants.length ?? 1;
      if (count > 1)
        await this.toaster.show(this.t('shell.auth.anotherCompany', { company: companyName.trim(), count }));
    });
  }
}
