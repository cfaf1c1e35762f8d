import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { RecordApi, type ApiRecord, type ReclaimForecast } from '@ruyi/ui/data-access';
import { injectFormat, injectTranslate } from '@ruyi/ui/kit';

const SOON_DAYS = 15;

/** 3 天后（11-24 02:00）回收 · 为什么. */
@Component({
  selector: 'ry-reclaim-notice',
  styles: `
    :host {
      display: block;
    }
    .ry-notice {
      display: flex;
      align-items: baseline;
      gap: 12px;
      margin-top: 10px;
    }
    span {
      flex: 1;
    }
    button {
      border: 0;
      padding: 0;
      background: none;
      color: inherit;
      text-decoration: underline;
      cursor: pointer;
      white-space: nowrap;
    }
    p {
      margin-top: 4px;
      font-size: 13px;
      color: var(--ry-ink-2);
    }
  `,
  template: `
    @if (words(); as text) {
      <div class="ry-notice" [class.warn]="days() > 0" [class.bad]="days() <= 0">
        <span
          >{{ text }}
          @if (reason(); as why) {
            ：{{ why }}
          }
        </span>
        @if (!forecast()) {
          <button type="button" (click)="ask()">{{ t('records.reclaim.why') }}</button>
        }
      </div>
    }
  `,
})
export class ReclaimNotice {
  readonly module = input.required<string>();
  readonly record = input.required<ApiRecord>();
  protected readonly t = injectTranslate();
  private readonly format = injectFormat();
  private readonly api = inject(RecordApi);
  protected readonly forecast = linkedSignal<string, ReclaimForecast | null>({
    source: () => this.record().id,
    computation: () => null,
  });

  protected readonly days = computed(() => {
    const days = this.record()['daysToReclaim'];
    return typeof days === 'number' ? days : Number.POSITIVE_INFINITY;
  });
  protected readonly words = computed(() => {
    const at = this.record()['reclaimAt'];
    if (typeof at !== 'string' || this.record()['locked'] === true || this.days() > SOON_DAYS) return '';
    const when = this.format.nearDateTime(at);
    return this.days() <= 0
      ? this.t('records.reclaim.today', { when })
      : this.t('records.reclaim.in', { count: this.days(), when });
  });
  protected readonly reason = computed(() => {
    const forecast = this.forecast();
    if (!forecast) return '';
    if (forecast.spared) return this.t(`records.reclaim.spared_${forecast.spared}`);
    return forecast.rule
      ? this.t(`records.reclaim.rule_${forecast.rule.kind}`, { count: forecast.rule.days })
      : this.t('records.reclaim.noRule');
  });

  protected async ask(): Promise<void> {
    this.forecast.set(await this.api.reclaim(this.module(), this.record().id));
  }
}
