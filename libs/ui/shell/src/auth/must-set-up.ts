import { Component, computed, inject, input } from '@angular/core';
import { SessionStore } from '@ruyi/ui/data-access';
import { injectTranslate } from '@ruyi/ui/kit';
import { SecondFactorSetUp } from '../mine/second-factor-set-up.js';
import { Preferences } from '../session/preferences.js';
import { SessionLife } from '../session/session-life.js';
import { SignIn } from '../session/sign-in.js';
import { AuthFrame } from './auth-frame.js';

/** Where somebody lands whose company wants a second factor that they do not have: set it up, or go elsewhere. */
@Component({
  selector: 'ry-must-set-up',
  imports: [AuthFrame, SecondFactorSetUp],
  template: `
    <ry-auth-frame
      [title]="t('shell.secondFactor.mustTitle')"
      [text]="t('shell.secondFactor.mustText', { company: session.tenant()?.name })"
    >
      <ry-second-factor-set-up (done)="signIn.finish(next())" />
      <p class="foot">
        @for (other of others(); track other.tenantId) {
          <button class="ry-btn text" type="button" (click)="preferences.switchTo(other.tenantId)">
            {{ t('shell.secondFactor.toCompany', { company: other.name }) }}
          </button>
        }
        <button class="ry-btn text" type="button" (click)="life.logout()">{{ t('shell.menu.logout') }}</button>
      </p>
    </ry-auth-frame>
  `,
  styleUrl: './auth-form.scss',
})
export class MustSetUp {
  /** Query parameter. */
  readonly next = input<string>();

  protected readonly t = injectTranslate();
  protected readonly session = inject(SessionStore);
  protected readonly signIn = inject(SignIn);
  protected readonly life = inject(SessionLife);
  protected readonly preferences = inject(Preferences);
  protected readonly others = computed(() => {
    const me = this.session.me();
    return me?.tenants.filter(({ tenantId }) => tenantId !== me.tenant.id) ?? [];
  });
}
