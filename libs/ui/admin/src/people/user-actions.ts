import { Component, inject, input, output, signal } from '@angular/core';
import { ApiProblem, PeopleApi, SessionStore, type User } from '@ruyi/ui/data-access';
import { Confirm, LabelledField, PasswordInput, Toaster, injectSimpleForm, injectTranslate } from '@ruyi/ui/kit';

/** What else can be done about a colleague: password, invitation, in or out. */
@Component({
  selector: 'ry-user-actions',
  imports: [LabelledField, PasswordInput],
  template: `
    @if (resetting()) {
      <form novalidate (submit)="$event.preventDefault(); reset()">
        <ry-field
          for="reset-password"
          [label]="t('admin.people.newPassword')"
          [help]="t('admin.people.newPasswordHelp')"
          [error]="form.controls.password.error()"
        >
          <ry-password-input inputId="reset-password" autocomplete="new-password" [control]="form.controls.password" />
        </ry-field>
        @if (form.message(); as message) {
          <p class="ry-notice bad" role="alert">{{ message }}</p>
        }
        <div class="ry-row">
          <button type="submit" class="ry-btn primary" [disabled]="form.busy()">
            {{ t('admin.people.setPassword') }}
          </button>
          <button type="button" class="ry-btn" (click)="resetting.set(false)">{{ t('kit.cancel') }}</button>
        </div>
      </form>
    } @else {
      <div class="ry-row">
        @if (user().state !== 'disabled') {
          <button type="button" class="ry-btn" (click)="resetting.set(true)">
            {{ t('admin.people.resetPassword') }}
          </button>
        }
        @if (user().secondFactor && user().id !== me()?.id) {
          <button type="button" class="ry-btn" (click)="resetSecondFactor()">
            {{ t('admin.people.resetSecondFactor') }}
          </button>
        }
        @if (user().state === 'invited') {
          <button type="button" class="ry-btn" (click)="invite()">{{ t('admin.people.inviteAgain') }}</button>
        }
        @if (user().state === 'disabled') {
          <button type="button" class="ry-btn" (click)="enable()">{{ t('admin.people.enable') }}</button>
        } @else if (user().id !== me()?.id) {
          <button type="button" class="ry-btn danger" (click)="disable()">{{ t('admin.people.disable') }}</button>
        }
      </div>
    }
  `,
  styles: `
    :host {
      display: block;
      margin-top: 22px;
      padding-top: 16px;
      border-top: 1px solid var(--ry-line);
    }
    form {
      display: grid;
      gap: 12px;
    }
    .ry-row {
      flex-wrap: wrap;
    }
  `,
})
export class UserActions {
  readonly user = input.required<User>();
  readonly changed = output();
  /** A fresh link for the colleague. */
  readonly invited = output<string>();

  protected readonly t = injectTranslate();
  private readonly api = inject(PeopleApi);
  private readonly confirm = inject(Confirm);
  private readonly toaster = inject(Toaster);
  protected readonly me = inject(SessionStore).user;
  protected readonly resetting = signal(false);
  protected readonly form = injectSimpleForm({ password: '' }, { required: ['password'] });

  protected async reset(): Promise<void> {
    const fine = await this.form.submit(({ password }) => this.api.setPassword(this.user().id, password));
    if (!fine) return;
    this.form.reset({ password: '' });
    this.resetting.set(false);
    this.changed.emit();
    void this.toaster.show(this.t('admin.people.passwordSet', { name: this.user().name }));
  }

  protected async disable(): Promise<void> {
    const { name } = this.user();
    const sure = await this.confirm.ask({
      title: this.t('admin.people.disableTitle', { name }),
      text: this.t('admin.people.disableText'),
      confirm: this.t('admin.people.disable'),
      danger: true,
    });
    if (sure) await this.run(() => this.api.disableUser(this.user().id));
  }

  protected async resetSecondFactor(): Promise<void> {
    const { id, name } = this.user();
    const sure = await this.confirm.ask({
      title: this.t('admin.people.resetSecondFactorTitle', { name }),
      text: this.t('admin.people.resetSecondFactorText'),
      confirm: this.t('admin.people.resetSecondFactor'),
      danger: true,
    });
    if (sure) await this.run(() => this.api.resetSecondFactor(id));
  }

  protected enable(): Promise<void> {
    return this.run(() => this.api.enableUser(this.user().id));
  }

  protected invite(): Promise<void> {
    return this.run(async () => this.invited.emit((await this.api.inviteUser(this.user().id)).url));
  }

  private async run(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.changed.emit();
    } catch (error) {
      const problem = ApiProblem.from(error);
      void this.toaster.show(problem.issues[0]?.message ?? problem.detail);
    }
  }
}
