import { Component, inject, output, signal } from '@angular/core';
import { SecondFactorApi, type SecondFactorSetUp as SetUp } from '@ruyi/ui/data-access';
import { FormInput, LabelledField, PasswordInput, QrCode, injectSimpleForm, injectTranslate } from '@ruyi/ui/kit';
import { RecoveryCodes } from './recovery-codes.js';

/** Sets one's second factor up: the password, the secret into the app, a code of it, the recovery codes. */
@Component({
  selector: 'ry-second-factor-set-up',
  imports: [FormInput, LabelledField, PasswordInput, QrCode, RecoveryCodes],
  template: `
    @if (codes(); as list) {
      <ry-recovery-codes [codes]="list" (kept)="done.emit()" />
    } @else if (setUp(); as known) {
      <form novalidate (submit)="$event.preventDefault(); confirm(known.token)">
        <p>{{ t('shell.secondFactor.scan') }}</p>
        <ry-qr-code [text]="known.address" [label]="t('shell.secondFactor.qr')" />
        <p class="ry-sub">
          {{ t('shell.secondFactor.byHand') }} <code>{{ grouped(known.secret) }}</code>
        </p>
        <ry-field for="factor-code" [label]="t('shell.secondFactor.code')" [error]="code.controls.code.error()">
          <input
            id="factor-code"
            autocomplete="one-time-code"
            inputmode="numeric"
            maxlength="10"
            [ryInput]="code.controls.code"
          />
        </ry-field>
        @if (code.message(); as message) {
          <p class="ry-notice bad" role="alert">{{ message }}</p>
        }
        <div class="ry-row">
          <button type="submit" class="ry-btn primary" [disabled]="code.busy()">
            {{ t('shell.secondFactor.turnOn') }}
          </button>
          <button type="button" class="ry-btn" (click)="again()">{{ t('shell.secondFactor.again') }}</button>
        </div>
      </form>
    } @else {
      <form novalidate (submit)="$event.preventDefault(); begin()">
        <ry-field
          for="factor-password"
          [label]="t('shell.secondFactor.password')"
          [error]="password.controls.password.error()"
        >
          <ry-password-input inputId="factor-password" [control]="password.controls.password" />
        </ry-field>
        @if (password.message(); as message) {
          <p class="ry-notice bad" role="alert">{{ message }}</p>
        }
        <div class="ry-row">
          <button type="submit" class="ry-btn primary" [disabled]="password.busy()">
            {{ t('shell.secondFactor.begin') }}
          </button>
          <ng-content />
        </div>
      </form>
    }
  `,
  styleUrl: './mine-form.scss',
  styles: `
    ry-qr-code {
      width: 220px;
      height: 220px;
    }
    code {
      font:
        14px/20px ui-monospace,
        monospace;
      color: var(--ry-ink);
    }
  `,
})
export class SecondFactorSetUp {
  /** It is on, and the recovery codes have been seen. */
  readonly done = output();

  protected readonly t = injectTranslate();
  protected readonly password = injectSimpleForm({ password: '' }, { required: ['password'] });
  protected readonly code = injectSimpleForm({ code: '' }, { required: ['code'] });
  protected readonly setUp = signal<SetUp | null>(null);
  protected readonly codes = signal<readonly string[] | null>(null);
  private readonly api = inject(SecondFactorApi);

  protected grouped(secret: string): string {
    return secret.replace(/(.{4})(?!$)/g, '$1 ');
  }

  protected begin(): Promise<boolean> {
    return this.password.submit(async ({ password }) => this.setUp.set(await this.api.begin(password)));
  }

  protected confirm(token: string): Promise<boolean> {
    return this.code.submit(async ({ code }) => {
      this.codes.set((await this.api.confirm(token, code.trim())).recoveryCodes);
    });
  }

  protected again(): void {
    this.setUp.set(null);
    this.password.reset({ password: '' });
    this.code.reset({ code: '' });
  }
}
