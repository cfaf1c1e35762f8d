import { Component, computed, input, output } from '@angular/core';
import { Icon } from '../icon/icon.js';
import { injectTranslate } from '../i18n/translate.js';

/** What the kit needs to know of an error; `ApiProblem` fits. */
export interface ShownError {
  readonly status?: number;
  readonly detail?: string;
}

/** A request that failed: says what, and offers to try again. */
@Component({
  selector: 'ry-load-error',
  imports: [Icon],
  template: `
    <ry-icon name="warning" [size]="28" />
    <h2>{{ title() || t('kit.error.title') }}</h2>
    <p>{{ text() }}</p>
    <button class="ry-btn" type="button" (click)="retry.emit()">
      <ry-icon name="refresh" [size]="16" />{{ t('kit.retry') }}
    </button>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      align-items: center;
      gap: 8px;
      padding: 40px 16px;
      text-align: center;
    }
    ry-icon {
      color: var(--ry-warn);
    }
    button ry-icon {
      color: inherit;
    }
    p {
      color: var(--ry-ink-2);
      max-width: 480px;
    }
  `,
  host: { role: 'alert' },
})
export class LoadError {
  readonly title = input('');
  readonly error = input<unknown>();
  readonly retry = output();

  protected readonly t = injectTranslate();
  protected readonly text = computed(() => {
    const error = this.error() as ShownError | null | undefined;
    if (error?.status === 0) return this.t('kit.error.offline');
    return error?.detail || this.t('kit.error.unknown');
  });
}
