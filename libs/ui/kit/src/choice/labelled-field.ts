import { Component, booleanAttribute, input } from '@angular/core';
import { injectTranslate } from '../i18n/translate.js';

/** Label above, control inside, error below; the label names the control by `for`. */
@Component({
  selector: 'ry-field',
  template: `
    <label [attr.for]="for()">
      {{ label() }}
      @if (required()) {
        <span class="star" aria-hidden="true">*</span><span class="ry-visually-hidden">{{ t('kit.required') }}</span>
      }
    </label>
    <ng-content />
    @if (error()) {
      <p class="error" [id]="for() + '-error'" role="alert">{{ error() }}</p>
    } @else if (help()) {
      <p class="help" [id]="for() + '-help'">{{ help() }}</p>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      gap: 4px;
      min-width: 0;
    }
    label {
      font-size: 13px;
      color: var(--ry-ink-2);
    }
    .star,
    .error {
      color: var(--ry-bad);
    }
    p {
      font-size: 12px;
      line-height: 18px;
    }
    .help {
      color: var(--ry-ink-3);
    }
  `,
})
export class LabelledField {
  readonly label = input.required<string>();
  /** Id of the control inside. */
  readonly for = input.required<string>();
  readonly error = input<string | null | undefined>('');
  readonly help = input<string | null | undefined>('');
  readonly required = input(false, { transform: booleanAttribute });

  protected readonly t = injectTranslate();
}
