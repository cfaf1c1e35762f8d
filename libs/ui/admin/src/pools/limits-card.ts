import { Component, input, output } from '@angular/core';
import type { PoolLimits } from '@ruyi/ui/data-access';
import { injectTranslate } from '@ruyi/ui/kit';
import { NumberBox } from './number-box.js';
import { PersonalLimitEditor } from './personal-limit-editor.js';

const CLAIMS = ['claimPerDay', 'claimPerWeek', 'claimPerMonth'] as const;

/** How much one person may claim, hold and lock. */
@Component({
  selector: 'ry-limits-card',
  imports: [NumberBox, PersonalLimitEditor],
  template: `
    <h2>{{ t('admin.pools.claiming') }}</h2>
    <p class="line">
      {{ t('admin.pools.claimsPerPerson') }}
      @for (key of claims; track key) {
        <span class="keep">
          {{ t('admin.pools.' + key) }}
          <ry-number-box
            [value]="limits()[key]"
            [placeholder]="t('admin.pools.noLimit')"
            [label]="t('admin.pools.' + key)"
            [max]="100000"
            (changed)="setClaims(key, $event)"
          />
        </span>
      }
    </p>
    <p class="line">
      {{ t('admin.pools.holdAtMost') }}
      <ry-number-box
        [value]="limits().holding.default"
        [placeholder]="t('admin.pools.noLimit')"
        [label]="t('admin.pools.holding')"
        [max]="1000000"
        (changed)="set({ holding: { ...limits().holding, default: $event } })"
      />
      <label
        ><input
          #deals
          type="checkbox"
          [checked]="limits().holdingSparesDeals"
          (change)="set({ holdingSparesDeals: deals.checked })"
        />
        {{ t('admin.pools.dealsDoNotCount') }}</label
      >
    </p>
    <ry-personal-limit-editor
      pickerId="holding"
      [title]="t('admin.pools.otherHolding')"
      [limit]="limits().holding"
      (changed)="set({ holding: $event })"
    />
    <p class="line">
      {{ t('admin.pools.lockAtMost') }}
      <ry-number-box
        [value]="limits().lock.default"
        [placeholder]="t('admin.pools.noLimit')"
        [label]="t('admin.pools.lockLimit')"
        [max]="1000000"
        (changed)="set({ lock: { ...limits().lock, default: $event } })"
      />
    </p>
    <ry-personal-limit-editor
      pickerId="lock"
      [title]="t('admin.pools.otherLock')"
      [limit]="limits().lock"
      (changed)="set({ lock: $event })"
    />
    <p class="line">
      {{ t('admin.pools.formerBefore') }}
      <ry-number-box
        [value]="limits().formerOwnerDays"
        [label]="t('admin.pools.formerOwnerDays')"
        (changed)="set({ formerOwnerDays: $event ?? 0 })"
      />
      {{ t('admin.pools.formerAfter') }}
    </p>
    @for (message of messages(); track message) {
      <p class="error" role="alert">{{ message }}</p>
    }
  `,
  styles: `
    h2 {
      font-size: 14px;
    }
    .line {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 6px 8px;
      margin-top: 6px;
      color: var(--ry-ink-2);
    }
    .keep {
      white-space: nowrap;
    }
    label {
      display: inline-flex;
      align-items: center;
      gap: 4px;
    }
    .error {
      color: var(--ry-bad);
      font-size: 12px;
    }
  `,
})
export class LimitsCard {
  readonly limits = input.required<PoolLimits>();
  readonly issues = input<Readonly<Record<string, string>>>({});
  readonly changed = output<PoolLimits>();
  protected readonly t = injectTranslate();
  protected readonly claims = CLAIMS;

  protected messages(): readonly string[] {
    return Object.entries(this.issues()).flatMap(([path, message]) => (path.startsWith('limits') ? [message] : []));
  }

  protected setClaims(key: (typeof CLAIMS)[number], value: number | null): void {
    this.set({ [key]: value });
  }

  protected set(change: Partial<PoolLimits>): void {
    this.changed.emit({ ...this.limits(), ...change });
  }
}
