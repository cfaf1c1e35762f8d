import { Component, computed, input } from '@angular/core';
import type { ApiRecord } from '@ruyi/ui/data-access';
import { injectTranslate } from '@ruyi/ui/kit';
import { WHY_COLORS, WHY_ORDER } from './why-dot.js';

/** What the dots on this page mean. */
@Component({
  selector: 'ry-why-legend',
  styles:
    ':host { display: flex; flex-wrap: wrap; gap: 4px 14px; color: var(--ry-ink-2) } span { display: inline-flex; align-items: center; gap: 6px; white-space: nowrap } i { width: 8px; height: 8px; border-radius: 50% }',
  template: `
    @for (why of present(); track why) {
      <span><i [style.background]="colors[why]" aria-hidden="true"></i>{{ t('records.why.' + why) }}</span>
    }
  `,
})
export class WhyLegend {
  readonly rows = input.required<readonly ApiRecord[]>();
  protected readonly t = injectTranslate();
  protected readonly colors = WHY_COLORS;
  protected readonly present = computed(() => WHY_ORDER.filter((why) => this.rows().some((row) => row._why === why)));
}
