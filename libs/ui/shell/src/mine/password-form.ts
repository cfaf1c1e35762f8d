import { Component, inject } from '@angular/core';
import { AuthApi } from '@ruyi/ui/data-access';
import { LabelledField, PasswordInput, Toaster, injectSimpleForm, injectTranslate } from '@ruyi/ui/kit';

@Component({
  selector: 'ry-password-form',
  imports: [LabelledField, PasswordInput],
  template: `
    <h2>{{ t('shell.mine.password') }}</h2>
    <form novalidate (submit)="$event.preventDefault(); save()">
      <ry-field for="mine-current" [label]="t('shell.mine.current')" [error]="form.controls.current.error()">
        <ry-password-input inputId="mine-current" [control]="form.controls.current" />
      </ry-field>
      <ry-field
        for="mine-password"
        [label]="t('shell.mine.next')"
        [help]="t('shell.mine.passwordHelp')"
        [error]="form.controls.password.error()"
      >
        <ry-password-input inputId="mine-password" autocomplete="new-password" [control]="form.controls.password" />
      </ry-field>
      @if (form.message(); as message) {
        <p class="ry-notice bad" role="alert">{{ message }}</p>
      }
      <div>
        <button type="submit" class="ry-btn" [disabled]="form.busy()">{{ t('shell.mine.password') }}</button>
      </div>
    </form>
  `,
  styleUrl: './mine-form.scss',
})
export class PasswordForm {
  protected readonly t = injectTranslate();
  protected readonly form = injectSimpleForm({ current: '', password: '' }, { required: ['current', 'password'] });
  private readonly auth = inject(AuthApi);
  private readonly toaster = inject(Toaster);

  protected async save(): Promise<void> {
    const saved = await this.form.submit(({ current, password }) => this.auth.changePassword(current, password));
    if (!saved) return;
    this.form.reset({ current: '', password: '' });
    await this.toaster.show(this.t('shell.mine.passwordSaved'));
  }
}
