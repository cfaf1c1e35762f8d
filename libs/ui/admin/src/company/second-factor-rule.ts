import { Component, inject, input, linkedSignal, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ApiProblem, CompanyApi, SessionStore, type Company } from '@ruyi/ui/data-access';
import { Confirm, Toaster, injectTranslate } from '@ruyi/ui/kit';
import { Switch } from '../frame/switch.js';

/** Whether everybody in the company needs a second factor; says whom it concerns before it is switched on. */
@Component({
  selector: 'ry-second-factor-rule',
  imports: [RouterLink, Switch],
  template: `
    <h2>{{ t('admin.company.security') }}</h2>
    <ry-switch
      [label]="t('admin.company.secondFactor')"
      [hint]="t('admin.company.secondFactorHint', { count: state().withoutSecondFactor })"
      [checked]="state().secondFactorRequired"
      [disabled]="busy() || (!state().secondFactorRequired && !ownIsOn())"
      (changed)="set($event)"
    />
    @if (!state().secondFactorRequired && !ownIsOn()) {
      <p class="ry-sub">
        {{ t('admin.company.ownFirst') }} <a routerLink="/mine">{{ t('admin.company.toOwn') }}</a>
      </p>
    }
  `,
  styles: `
    a {
      text-decoration: underline;
    }
  `,
})
export class SecondFactorRule {
  readonly company = input.required<Company>();

  protected readonly t = injectTranslate();
  private readonly api = inject(CompanyApi);
  private readonly session = inject(SessionStore);
  private readonly confirm = inject(Confirm);
  private readonly toaster = inject(Toaster);
  protected readonly busy = signal(false);
  /** Of its own, so that what is being typed in the form beside it stays. */
  protected readonly state = linkedSignal(() => this.company());

  protected ownIsOn(): boolean {
    return this.session.me()?.secondFactor.active ?? false;
  }

  protected async set(required: boolean): Promise<void> {
    const before = this.state();
    this.busy.set(true);
    this.state.set({ ...before, secondFactorRequired: required });
    try {
      if (required && !(await this.ask())) {
        this.state.set(before);
        return;
      }
      this.state.set(await this.api.update({ secondFactorRequired: required }));
      void this.toaster.show(this.t('admin.home.saved'));
    } catch (error) {
      const problem = ApiProblem.from(error);
      this.state.set(before);
      void this.toaster.show(problem.issues[0]?.message ?? problem.detail);
    } finally {
      this.busy.set(false);
    }
  }

  private ask(): Promise<boolean> {
    return this.confirm.ask({
      title: this.t('admin.company.secondFactorAsk'),
      text: this.t('admin.company.secondFactorText', { count: this.state().withoutSecondFactor }),
      confirm: this.t('admin.company.secondFactorYes'),
    });
  }
}
