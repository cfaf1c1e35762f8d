import { Component, computed, input } from '@angular/core';
import { injectTranslate } from '@ruyi/ui/kit';

const SOON_DAYS = 7;

/** 距到期: days until a record goes back to the pool; louder the nearer it is. */
@Component({
  selector: 'ry-reclaim-tag',
  styles: ':host { display: contents } .calm { color: var(--ry-ink-3) }',
  template: `
    @if (locked()) {
      <span class="ry-tag ok">{{ t('records.reclaim.locked') }}</span>
    } @else if (days() !== null) {
      <span [class]="manner()">{{ words() }}</span>
    } @else {
      <span class="calm">—</span>
    }
  `,
})
export class ReclaimTag {
  readonly value = input.required<unknown>();
  readonly locked = input(false);
  /** Without a column's heading above it the label has to say what the days are for. */
  readonly alone = input(false);
  protected readonly t = injectTranslate();
  protected readonly days = computed(() => {
    const value = this.value();
    return typeof value === 'number' ? value : null;
  });
  protected readonly manner = computed(() => {
    const days = this.days() ?? 0;
    return days <= 0 ? 'ry-tag bad' : days <= SOON_DAYS ? 'ry-tag warn' : 'calm';
  });
  protected readonly words = computed(() => {
    const days = this.days() ?? 0;
    return days <= 0
      ? this.t('records.reclaim.tonight')
      : this.t(this.alone() && days <= SOON_DAYS ? 'records.reclaim.soon' : 'records.reclaim.days', { count: days });
  });
}
