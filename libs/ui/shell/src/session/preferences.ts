import { Injectable, inject } from '@angular/core';
import type { Locale } from '@ruyi/contract/metadata';
import { ApiProblem, AuthApi, SessionStore } from '@ruyi/ui/data-access';
import { LocaleStore, Toaster, injectTranslate } from '@ruyi/ui/kit';
import { SignIn } from './sign-in.js';

/** The user's own choices, kept with the account. */
@Injectable({ providedIn: 'root' })
export class Preferences {
  private readonly auth = inject(AuthApi);
  private readonly session = inject(SessionStore);
  private readonly locale = inject(LocaleStore);
  private readonly signIn = inject(SignIn);
  private readonly toaster = inject(Toaster);
  private readonly t = injectTranslate();

  /** At once on the screen; then with the account, and what the server words is read again. */
  async setLocale(locale: Locale): Promise<void> {
    this.locale.set(locale);
    if (!this.session.signedIn()) return;
    await this.attempt(async () => {
      await this.auth.updateMe({ locale });
      await this.session.refresh();
    });
  }

  async switchTo(tenantId: string): Promise<void> {
    await this.attempt(async () => {
      await this.auth.switchTenant(tenantId);
      await this.signIn.finish();
    });
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      await this.toaster.show(ApiProblem.from(error).detail || this.t('kit.error.unknown'));
    }
  }
}
