import { Component, computed, effect, inject, input, linkedSignal, resource, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ApiProblem, AuthApi } from '@ruyi/ui/data-access';
import {
  FocusFirst,
  FormInput,
  LabelledField,
  LoadError,
  PasswordInput,
  SkeletonRows,
  injectFormat,
  injectSimpleForm,
  injectTranslate,
} from '@ruyi/ui/kit';
import { SignIn } from '../session/sign-in.js';
import { AuthFrame } from './auth-frame.js';
import { contactOf } from './contact-of.js';

@Component({
  selector: 'ry-join',
  imports: [AuthFrame, FocusFirst, FormInput, LabelledField, LoadError, PasswordInput, RouterLink, SkeletonRows],
  templateUrl: './join.html',
  styleUrl: './auth-form.scss',
})
export class Join {
  /** From the route. */
  readonly token = input.required<string>();

  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  protected readonly form = injectSimpleForm(
    { name: '', contact: '', password: '', code: '' },
    { required: ['name', 'password'], paths: { contact: ['email', 'mobile'] } },
  );
  /** Once the server has asked for the code of an account that exists, its field stays. */
  protected readonly codeAsked = linkedSignal<boolean, boolean>({
    source: () => this.form.controls.code.error() !== null,
    computation: (asks, before) => asks || (before?.value ?? false),
  });
  private readonly auth = inject(AuthApi);
  private readonly signIn = inject(SignIn);
  protected readonly invitation = resource({
    params: () => this.token(),
    loader: ({ params }) => this.auth.invitation(params),
  });

  /** Staff with neither mobile nor e-mail log in with the account that the administrator gave them. */
  protected readonly account = computed(() => {
    const known = this.invitation.hasValue() ? this.invitation.value() : null;
    return known?.account && !known.email && !known.mobile ? known.account : null;
  });

  constructor() {
    effect(() => {
      const known = this.invitation.hasValue() ? this.invitation.value() : null;
      if (!known) return;
      const contact = known.mobile ?? known.email ?? '';
      untracked(() => this.form.reset({ name: known.name ?? '', contact, password: '', code: '' }));
    });
  }

  /** Used up, revoked or never there; anything else may pass. */
  protected isGone(): boolean {
    const { status } = ApiProblem.from(this.invitation.error());
    return status >= 400 && status < 429;
  }

  protected async submit(): Promise<void> {
    const contact = contactOf(this.form.value().contact);
    if (!contact && !this.account()) {
      this.form.setError('contact', this.t('shell.auth.contactInvalid'));
      return;
    }
    await this.form.submit(async ({ name, password, code }) => {
      await this.auth.accept(this.token(), {
        name: name.trim(),
        password,
        ...contact,
        ...(code.trim() ? { code: code.trim() } : {}),
      });
      await this.signIn.finish();
    });
  }
}
