import { Component, computed, inject, input } from '@angular/core';
import type { FieldControl } from '@ruyi/ui/fields';
import { Words } from '@ruyi/ui/fields';
import { injectTranslate } from '@ruyi/ui/kit';

/** Label, help and error around an input. */
@Component({
  selector: 'ry-field-frame',
  styles: `
    :host {
      display: block;
      position: relative;
      min-width: 0;
      scroll-margin: 80px;
    }
    label {
      display: block;
      margin-bottom: 4px;
      color: var(--ry-ink-2);
      font-size: 13px;
    }
    .star {
      color: var(--ry-bad);
      margin-left: 2px;
    }
    .help,
    .error {
      margin-top: 4px;
      font-size: 12px;
      line-height: 16px;
    }
    .help {
      color: var(--ry-ink-2);
    }
    .error {
      color: var(--ry-bad);
    }
  `,
  template: `
    <label [id]="control().id + '-label'" [attr.for]="control().id">
      {{ control().label() }}
      @if (control().required()) {
        <span class="star" aria-hidden="true">*</span><span class="ry-visually-hidden">{{ t('kit.required') }}</span>
      }
    </label>
    <ng-content />
    @if (error(); as words) {
      <p class="error" role="alert" [id]="control().id + '-error'">{{ words }}</p>
    } @else if (help(); as words) {
      <p class="help" [id]="control().id + '-help'">{{ words }}</p>
    }
    <ng-content select="[below]" />
  `,
})
export class FieldFrame {
  readonly control = input.required<FieldControl>();
  readonly error = input<string | null>(null);
  protected readonly t = injectTranslate();
  private readonly words = inject(Words);
  protected readonly help = computed(() => this.words.of(this.control().field.help));
}
