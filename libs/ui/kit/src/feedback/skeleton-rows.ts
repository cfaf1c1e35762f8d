import { Component, computed, input } from '@angular/core';
import { injectTranslate } from '../i18n/translate.js';

/** Grey rows in the shape of a list, while the first answer is under way. */
@Component({
  selector: 'ry-skeleton-rows',
  template: `
    <span class="ry-visually-hidden" role="status">{{ t('kit.loading') }}</span>
    @for (row of lines(); track $index) {
      <div class="line" [style.height.px]="height()" aria-hidden="true">
        <span [style.width.%]="row"></span>
        <span></span>
        <span></span>
      </div>
    }
  `,
  styles: `
    :host {
      display: block;
    }
    .line {
      display: flex;
      align-items: center;
      gap: 24px;
      padding: 0 12px;
      border-bottom: 1px solid var(--ry-line);
    }
    .line span {
      height: 12px;
      width: 12%;
      border-radius: 6px;
      background: var(--ry-neutral-soft);
      animation: pulse 1.2s ease-in-out infinite alternate;
    }
    @keyframes pulse {
      to {
        opacity: 0.45;
      }
    }
  `,
})
export class SkeletonRows {
  readonly rows = input(8);
  /** Pixels. */
  readonly height = input(40);

  protected readonly t = injectTranslate();
  protected readonly lines = computed(() => Array.from({ length: this.rows() }, (_, row) => 28 + ((row * 17) % 25)));
}
