import { Component, computed, input } from '@angular/core';
import type { WhySeen } from '@ruyi/ui/data-access';
import { injectTranslate } from '@ruyi/ui/kit';

/** The colour that says why the reader sees a record. */
export const WHY_COLORS: Readonly<Record<WhySeen, string>> = {
  owner: 'var(--ry-primary)',
  subordinate: 'var(--ry-ok)',
  team: 'var(--ry-warn)',
  creator: 'light-dark(#8a4fd3, #bd94ff)',
  department: 'light-dark(#0b7f9c, #5cc8e0)',
  role: 'var(--ry-ink-3)',
  pool: 'light-dark(#b0388a, #f08fce)',
  parent: 'var(--ry-ink-3)',
};

/** The order in which the legend names them. */
export const WHY_ORDER: readonly WhySeen[] = [
  'owner',
  'subordinate',
  'team',
  'creator',
  'department',
  'pool',
  'parent',
  'role',
];

/** The dot before a name: 我负责的, 下属的, 我参与的 … */
@Component({
  selector: 'ry-why-dot',
  styles: ':host { display: inline-block; width: 8px; height: 8px; border-radius: 50%; flex: none }',
  template: '',
  host: { role: 'img', '[style.background]': 'color()', '[attr.aria-label]': 'words()', '[attr.title]': 'words()' },
})
export class WhyDot {
  readonly why = input.required<WhySeen>();
  private readonly t = injectTranslate();
  protected readonly color = computed(() => WHY_COLORS[this.why()]);
  protected readonly words = computed(() => this.t(`records.why.${this.why()}`));
}
