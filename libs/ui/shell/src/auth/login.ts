import { Component, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { AuthApi, type Login as LoginRequest, type TenantRef } from '@ruyi/ui/data-access';
import {
  FocusFirst,
  FormInput,
  Icon,
  LabelledField,
  PasswordInput,
  injectSimpleForm,
  injectTranslate,
} from '@ruyi/ui/kit';
import { SignIn } from '../session/sign-in.js';
import { AuthFrame } from './auth-frame.js';

@Component({
  selector: 'ry-login',
  imports: [AuthFrame, FocusFirst, FormInput, Icon, LabelledField, PasswordInput, RouterLink],
  templateUrl: './login.html',
  styleUrl: './auth-form.scss',
})
export class Login {
  /** Query parameters. */
  readonly next = input<string>();
  readonly expired = input<string>();
  readonly reset = input<string>();

  protected readonly t = injectTranslate();
  protected readonly form = injectSimpleForm({ login: '', password: '' }, { required: ['login', 'password'] });
  protected readonly companies = signal<readonly TenantRef[]>([]);
  private readonly auth = inject(AuthApi);
  private readonly signIn = inject(SignIn);

  protected submit(): Promise<boolean> {
    return this.form.submit(({ login, password }) => this.logIn({ login: login.trim(), password }));
  }

  protected choose(tenantId: string): Promise<boolean> {
    return this.form.submit(({ login, password }) => this.logIn({ login: login.trim(), password, tenantId }));
  }

  private async logIn(request: LoginRequest): Promise<void> {
    const answer = await this.auth.login(request);
    if ('choose' in answer) this.companies.set(answer.choose);
    else await this.signIn.finish(this.next());
  }
}
