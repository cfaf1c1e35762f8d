import { Component, computed, inject } from '@angular/core';
import { ApiProblem, AuthApi, SessionStore } from '@ruyi/ui/data-access';
import { Toaster, injectTranslate } from '@ruyi/ui/kit';

/** The kinds of notice that the server sends. */
const EVENTS = [
  'allocated',
  'transferred',
  'reclaimSoon',
  'reclaimed',
  'putInPool',
  'claimed',
  'teamAdded',
  'merged',
  'sendDone',
  'sendFailed',
  'webhookOff',
] as const;

/** Which notices also come by mail. */
@Component({
  selector: 'ry-notice-settings',
  template: `
    <h2>{{ t('shell.mine.notify') }}</h2>
    <p class="ry-sub">{{ t(hasEmail() ? 'shell.mine.notifyText' : 'shell.mine.noEmail') }}</p>
    <ul>
      @for (event of events; track event) {
        <li>
          <label>
            <span>{{ t('shell.mine.events.' + event) }}</span>
            <input
              type="checkbox"
              [checked]="chosen()[event]?.mail ?? false"
              [disabled]="!hasEmail()"
              (change)="toggle(event)"
            />
            {{ t('shell.mine.byMail') }}
          </label>
        </li>
      }
    </ul>
  `,
  styleUrl: './mine-form.scss',
})
export class NoticeSettings {
  protected readonly t = injectTranslate();
  protected readonly events = EVENTS;
  private readonly session = inject(SessionStore);
  private readonly auth = inject(AuthApi);
  private readonly toaster = inject(Toaster);
  protected readonly chosen = computed(() => this.session.me()?.notify ?? {});
  protected readonly hasEmail = computed(() => Boolean(this.session.user()?.email));

  protected async toggle(event: (typeof EVENTS)[number]): Promise<void> {
    const mail = !(this.chosen()[event]?.mail ?? false);
    try {
      await this.auth.updateMe({ notify: { ...this.chosen(), [event]: { mail } } });
      await this.session.refresh();
      await this.toaster.show(this.t('shell.mine.saved'));
    } catch (error) {
      await this.toaster.show(ApiProblem.from(error).detail || this.t('kit.error.unknown'));
    }
  }
}
