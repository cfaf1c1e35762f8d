import { Component, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  AuthApi,
  SecondFactorApi,
  type Login as LoginRequest,
  type SecondStepAnswer,
  type TenantRef,
} from '@ruyi/ui/data-access';
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
import { SecondStep } from './second-step.js';

@Component({
  selector: 'ry-login',
  imports: [AuthFrame, FocusFirst, FormInput, Icon, LabelledField, PasswordInput, RouterLink, SecondStep],
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
  /** Of an account with a second factor: what stands for the password, then for password and code. */
  protected readonly ticket = signal<string | null>(null);
  private readonly auth = inject(AuthApi);
  private readonly secondFactor = inject(SecondFactorApi);
  private readonly signIn = inject(SignIn);

  protected submit(): Promise<boolean> {
    return this.form.submit(({ login, password }) => this.logIn({ login: login.trim(), password }));
  }

  protected choose(tenantId: string): Promise<boolean> {
    const ticket = this.ticket();
    return this.form.submit(async ({ login, password }) => {
      if (!ticket) return this.logIn({ login: login.trim(), password, tenantId });
      await this.secondFactor.choose(ticket, tenantId);
      return this.signIn.finish(this.next());
    });
  }

  protected async passed(answer: SecondStepAnswer): Promise<void> {
    if (!('choose' in answer)) return this.signIn.finish(this.next());
    this.ticket.set(answer.token);
    this.companies.set(answer.choose);
  }

  protected again(): void {
    this.companies.set([]);
    this.ticket.set(null);
  }

  private async logIn(request: LoginRequest): Promise<void> {
    const answer = await this.auth.login(request);
    if ('secondFactor' in answer) this.ticket.set(answer.secondFactor.token);
    else if ('choose' in answer) this.companies.set(answer.choose);
    else await this.signIn.finish(this.next());
  }
}
