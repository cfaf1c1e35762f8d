import { Component, inject, input, resource } from '@angular/core';
import type { ModuleDescription } from '@ruyi/contract/metadata';
import { MessagingApi, SessionStore, type ApiRecord, type ChannelConsent } from '@ruyi/ui/data-access';
import { injectFormat, injectTranslate } from '@ruyi/ui/kit';
import { ActionRunner } from '../actions/action-runner.js';

/** 接收营销信息: what the person has agreed to, since when, how we know; and a button to record it. */
@Component({
  selector: 'ry-consent-panel',
  styles: `
    :host {
      display: block;
      margin-bottom: 20px;
    }
    header {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 12px;
      margin-bottom: 6px;
    }
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 4px 10px;
      padding: 4px 0;
    }
    li b {
      min-width: 40px;
      font-weight: 500;
    }
  `,
  template: `
    @if (consents.hasValue()) {
      <header>
        <h3>{{ t('records.consent.title') }}</h3>
        @if (mayRecord()) {
          <button type="button" class="ry-btn" (click)="enter()">{{ t('records.action.consent') }}</button>
        }
      </header>
      <ul>
        @for (one of consents.value().items; track one.channel) {
          <li>
            <b>{{ t('records.consent.' + one.channel) }}</b>
            @if (one.address) {
              <span
                class="ry-tag"
                [class.ok]="one.state === 'given'"
                [class.warn]="one.state === 'withdrawn'"
                [class.bad]="one.state === 'refused'"
                >{{ t('records.consent.' + (one.state ?? 'none')) }}</span
              >
              <span class="ry-sub">{{ words(one) }}</span>
            } @else {
              <span class="ry-sub">{{
                t(one.channel === 'sms' ? 'records.consent.noAddress' : 'records.consent.noMail')
              }}</span>
            }
          </li>
        }
      </ul>
    }
  `,
})
export class ConsentPanel {
  readonly module = input.required<ModuleDescription>();
  readonly record = input.required<ApiRecord>();

  protected readonly t = injectTranslate();
  private readonly format = injectFormat();
  private readonly api = inject(MessagingApi);
  private readonly session = inject(SessionStore);
  private readonly runner = inject(ActionRunner);
  protected readonly consents = resource({
    params: () => ({ module: this.module().key, id: this.record().id, version: this.record().version }),
    loader: ({ params }) => this.api.consents(params.module, params.id),
  });

  protected mayRecord(): boolean {
    const can = this.record()._can;
    return can ? can.includes('edit') : this.session.can('edit', this.module().key);
  }

  /** Of the entry that counts: how, when, who wrote it down. */
  protected words(consent: ChannelConsent): string {
    const [latest] = consent.entries;
    if (!latest) return '';
    return [
      this.t(`records.consent.source_${latest.source}`),
      this.format.dateTime(latest.at),
      latest.by ? this.t('records.consent.by', { name: latest.by }) : '',
      latest.note ?? '',
    ]
      .filter(Boolean)
      .join(' · ');
  }

  protected async enter(): Promise<void> {
    const record = this.record();
    const wish = { action: 'consent' as const, module: this.module(), target: { ids: [record.id] }, count: 1, record };
    const done = await this.runner.run(wish, () => undefined);
    if (done) this.consents.reload();
  }
}
