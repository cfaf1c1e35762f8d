import { Component, computed, input } from '@angular/core';
import type { Channel } from '@ruyi/ui/data-access';
import { Icon, injectFormat, injectTranslate } from '@ruyi/ui/kit';
import type { RecipientCount } from './send-plan.js';

/** Who gets it, who is left out and why, and how many SMS that makes. */
@Component({
  selector: 'ry-recipient-summary',
  imports: [Icon],
  template: `
    <h3>{{ t('admin.sends.who') }}</h3>
    @if (count(); as all) {
      @if (recipients() === 0) {
        <p class="ry-notice bad" role="alert">{{ t('admin.sends.nobody') }}</p>
      }
      <ul>
        <li>
          <ry-icon name="users" [size]="16" />
          <span
            >{{ t('admin.sends.selected', { count: format.number(all.total) }) }}{{ joint()
            }}<b>{{
              t(all.noAddress === null ? 'admin.sends.willGetUpTo' : 'admin.sends.willGet', {
                count: format.number(recipients()),
              })
            }}</b></span
          >
        </li>
        @if (all.noAddress; as missing) {
          <li class="out">
            <ry-icon name="warning" [size]="16" />{{
              t(channel() === 'mail' ? 'admin.sends.willNot.noMail' : 'admin.sends.willNot.noSms', { count: missing })
            }}
          </li>
        }
        @if (all.doNotContact; as refused) {
          <li class="out">
            <ry-icon name="warning" [size]="16" />{{ t('admin.sends.willNot.doNotContact', { count: refused }) }}
          </li>
        }
        @if (parts(); as each) {
          <li>
            <ry-icon name="sms" [size]="16" />{{
              t('admin.sends.cost', {
                parts: each,
                count: format.number(recipients()),
                total: format.number(each * (recipients() ?? 0)),
              })
            }}
          </li>
        }
      </ul>
      <p class="ry-sub">
        {{ t(channel() === 'mail' ? 'admin.sends.furtherMail' : 'admin.sends.furtherSms') }}
        @if (parts()) {
          {{ t('admin.sends.costText') }}
        }
      </p>
    } @else {
      <p class="ry-sub" role="status">{{ t('admin.sends.counting') }}</p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 6px;
      padding: 12px 14px;
      border: 1px solid var(--ry-line);
      border-radius: 8px;
    }
    h3 {
      font-size: 13px;
      color: var(--ry-ink-2);
    }
    ul {
      display: grid;
      gap: 4px;
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      align-items: center;
      gap: 8px;
    }
    li ry-icon {
      color: var(--ry-ink-2);
    }
    .out,
    .out ry-icon {
      color: var(--ry-warn);
    }
  `,
})
export class RecipientSummary {
  readonly channel = input.required<Channel>();
  readonly count = input.required<RecipientCount | null>();
  readonly recipients = input.required<number | null>();
  /** SMS that one recipient's text makes; null for mail. */
  readonly parts = input.required<number | null>();
  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  protected readonly joint = computed(() => this.t('admin.sends.joint'));
}
