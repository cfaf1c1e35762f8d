import { Component, computed, input } from '@angular/core';
import { injectFormat } from '../format/format.js';
import { injectTranslate } from '../i18n/translate.js';

/** A bar with counts: 32 / 120. Without a total it runs back and forth. */
@Component({
  selector: 'ry-progress-line',
  template: `
    <div
      class="track"
      role="progressbar"
      [attr.aria-label]="label()"
      [attr.aria-valuenow]="total() ? done() : null"
      [attr.aria-valuemin]="0"
      [attr.aria-valuemax]="total() || null"
    >
      <div class="bar" [class.unknown]="!total()" [class.bad]="bad()" [style.width.%]="total() ? percent() : 30"></div>
    </div>
    @if (total()) {
      <span class="ry-sub ry-num">{{
        t('kit.progress.of', { done: format.number(done()), total: format.number(total()) })
      }}</span>
    }
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: 8px;
    }
    .track {
      flex: 1;
      height: 6px;
      border-radius: 3px;
      background: var(--ry-neutral-soft);
      overflow: hidden;
    }
    .bar {
      height: 100%;
      border-radius: 3px;
      background: var(--ry-primary);
      transition: width 0.3s;
    }
    .bar.bad {
      background: var(--ry-bad);
    }
    .bar.unknown {
      animation: run 1.2s ease-in-out infinite alternate;
    }
    @keyframes run {
      to {
        margin-left: 70%;
      }
    }
  `,
})
export class ProgressLine {
  readonly label = input.required<string>();
  readonly done = input(0);
  readonly total = input(0);
  readonly bad = input(false);

  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  protected readonly percent = computed(() => Math.min(100, (this.done() / Math.max(1, this.total())) * 100));
}
