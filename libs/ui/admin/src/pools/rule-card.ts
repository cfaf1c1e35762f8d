import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { Option } from '@ruyi/contract/metadata';
import type { ReclaimRule } from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
import { injectTranslate } from '@ruyi/ui/kit';
import { Switch } from '../frame/switch.js';
import { NumberBox } from './number-box.js';

/** One reclaim rule in a sentence: so many days, by level or for all, what is spared. */
@Component({
  selector: 'ry-rule-card',
  imports: [NumberBox, Switch],
  template: `
    <ry-switch
      [label]="t('admin.pools.rule.' + rule().kind)"
      [hint]="later() ? t('admin.pools.later') : ''"
      [checked]="rule().enabled"
      [disabled]="later()"
      (changed)="set({ enabled: $event })"
    />
    @if (rule().enabled) {
      <div class="line">
        <select
          #by
          class="ry-input"
          [attr.aria-label]="t('admin.pools.byWhat')"
          (change)="setByLevel(by.value === 'level')"
        >
          <option value="all" [selected]="!byLevel()">{{ t('admin.pools.allLevels') }}</option>
          <option value="level" [selected]="byLevel()">{{ t('admin.pools.byLevel') }}</option>
        </select>
        @if (byLevel()) {
          @for (level of levels(); track level.key) {
            <span class="level">
              {{ words.of(level.label) }}
              <ry-number-box
                [value]="daysOf(level.key)"
                [min]="1"
                [placeholder]="t('admin.pools.never')"
                [label]="t('admin.pools.daysFor', { level: words.of(level.label) })"
                [invalid]="!!issueAt('days.byLevel.' + level.key)"
                (changed)="setLevel(level.key, $event)"
              />
            </span>
          }
        } @else {
          <ry-number-box
            [value]="rule().days.default"
            [min]="1"
            [label]="t('admin.pools.days')"
            [invalid]="!!issueAt('days.default')"
            (changed)="setDefault($event)"
          />
        }
        {{ t('admin.pools.dayUnit') }}
        <select
          #kind
          class="ry-input"
          [attr.aria-label]="t('admin.pools.dayKind')"
          (change)="set({ dayKind: kind.value === 'working' ? 'working' : 'natural' })"
        >
          <option value="natural" [selected]="rule().dayKind === 'natural'">{{ t('admin.pools.natural') }}</option>
          <option value="working" [selected]="rule().dayKind === 'working'">{{ t('admin.pools.working') }}</option>
        </select>
      </div>
      <div class="line">
        {{ t('admin.pools.spare') }}
        <label
          ><input #deals type="checkbox" [checked]="rule().spareDeals" (change)="set({ spareDeals: deals.checked })" />
          {{ t('admin.pools.withDeal') }}</label
        >
        <label>
          <input
            #open
            type="checkbox"
            [checked]="rule().spareOpenOpportunities"
            (change)="set({ spareOpenOpportunities: open.checked })"
          />
          {{ t('admin.pools.withOpportunity') }}
        </label>
        <label class="ry-muted"><input type="checkbox" checked disabled /> {{ t('admin.pools.whenLocked') }}</label>
      </div>
    }
    @for (message of messages(); track message) {
      <p class="error" role="alert">{{ message }}</p>
    }
  `,
  styles: `
    :host {
      display: block;
      padding: 10px 14px;
      border: 1px solid var(--ry-line);
      border-radius: 8px;
    }
    :host(.on) {
      border-color: var(--ry-primary);
      background: color-mix(in srgb, var(--ry-primary-soft) 35%, var(--ry-card));
    }
    ry-switch {
      font-weight: 600;
    }
    .line {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 6px 10px;
      margin-top: 8px;
      color: var(--ry-ink-2);
    }
    .line select {
      width: auto;
      height: 30px;
      padding: 3px 6px;
    }
    .level {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      white-space: nowrap;
    }
    label {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      min-height: 24px;
    }
    .error {
      margin-top: 6px;
      color: var(--ry-bad);
      font-size: 12px;
    }
  `,
  host: { '[class.on]': 'rule().enabled' },
})
export class RuleCard {
  readonly rule = input.required<ReclaimRule>();
  readonly levels = input.required<readonly Option[]>();
  /** What the server says of this rule, by path within it. */
  readonly issues = input<Readonly<Record<string, string>>>({});
  readonly changed = output<ReclaimRule>();

  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  private readonly wantsLevels = signal<boolean | null>(null);
  protected readonly byLevel = computed(() => this.wantsLevels() ?? Object.keys(this.rule().days.byLevel).length > 0);
  protected readonly later = computed(() => this.rule().kind === 'noOpportunity');
  protected readonly messages = computed(() => [...new Set(Object.values(this.issues()))]);

  protected issueAt(path: string): string | undefined {
    return this.issues()[path];
  }

  protected daysOf(level: string): number | null {
    const { byLevel, default: all } = this.rule().days;
    return level in byLevel ? (byLevel[level] ?? null) : all;
  }

  protected set(change: Partial<ReclaimRule>): void {
    this.changed.emit({ ...this.rule(), ...change });
  }

  protected setDefault(value: number | null): void {
    this.set({ days: { ...this.rule().days, default: value } });
  }

  protected setLevel(level: string, value: number | null): void {
    const { days } = this.rule();
    this.set({ days: { ...days, byLevel: { ...days.byLevel, [level]: value } } });
  }

  protected setByLevel(wanted: boolean): void {
    this.wantsLevels.set(wanted);
    const { days } = this.rule();
    const byLevel = wanted ? Object.fromEntries(this.levels().map(({ key }) => [key, this.daysOf(key)])) : {};
    this.set({ days: { ...days, byLevel } });
  }
}
