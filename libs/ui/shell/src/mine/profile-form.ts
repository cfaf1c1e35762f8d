import { Component, effect, inject, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { AuthApi, SessionStore } from '@ruyi/ui/data-access';
import { FormInput, LabelledField, Toaster, injectSimpleForm, injectTranslate } from '@ruyi/ui/kit';

@Component({
  selector: 'ry-profile-form',
  imports: [FormInput, LabelledField, RouterLink],
  template: `
    <h2>{{ t('shell.mine.account') }}</h2>
    <form novalidate (submit)="$event.preventDefault(); save()">
      <ry-field for="mine-name" [label]="t('shell.mine.name')" [error]="form.controls.name.error()">
        <input id="mine-name" autocomplete="name" maxlength="50" [ryInput]="form.controls.name" />
      </ry-field>
      <dl>
        <div>
          <dt class="ry-sub">{{ t('shell.mine.mobile') }}</dt>
          <dd>{{ session.user()?.mobile || '—' }}</dd>
        </div>
        <div>
          <dt class="ry-sub">{{ t('shell.mine.email') }}</dt>
          <dd>{{ session.user()?.email || '—' }}</dd>
        </div>
      </dl>
      <p class="ry-sub">
        {{ t('shell.mine.contactText') }}
        @if (session.canAdminister('people')) {
          <a routerLink="/settings/people">{{ t('shell.mine.toPeople') }}</a>
        }
      </p>
      <ry-field
        for="mine-signature"
        [label]="t('shell.mine.signature')"
        [help]="t('shell.mine.signatureText')"
        [error]="form.controls.mailSignature.error()"
      >
        <textarea id="mine-signature" rows="4" maxlength="1000" [ryInput]="form.controls.mailSignature"></textarea>
      </ry-field>
      @if (form.message(); as message) {
        <p class="ry-notice bad" role="alert">{{ message }}</p>
      }
      <div>
        <button type="submit" class="ry-btn primary" [disabled]="form.busy() || !form.dirty()">
          {{ t('shell.mine.save') }}
        </button>
      </div>
    </form>
  `,
  styleUrl: './mine-form.scss',
})
export class ProfileForm {
  protected readonly t = injectTranslate();
  protected readonly session = inject(SessionStore);
  protected readonly form = injectSimpleForm({ name: '', mailSignature: '' }, { required: ['name'] });
  private readonly auth = inject(AuthApi);
  private readonly toaster = inject(Toaster);

  constructor() {
    effect(() => {
      const name = this.session.user()?.name ?? '';
      const mailSignature = this.session.me()?.mailSignature ?? '';
      untracked(() => this.form.reset({ name, mailSignature }));
    });
  }

  protected async save(): Promise<void> {
    const saved = await this.form.submit(async ({ name, mailSignature }) => {
      await this.auth.updateMe({ name: name.trim(), mailSignature: mailSignature.trimEnd() || null });
      await this.session.refresh();
    });
    if (saved) await this.toaster.show(this.t('shell.mine.saved'));
  }
}
