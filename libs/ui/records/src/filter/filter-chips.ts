import { Component, computed, input, output } from '@angular/core';
import type { ModuleDescription } from '@ruyi/contract/metadata';
import type { FilterNode } from '@ruyi/contract/query';
import { Icon, injectTranslate } from '@ruyi/ui/kit';
import { filterParts } from './filter-tree.js';
import { injectFilterWords } from './filter-words.js';

/** The filter in words, a chip for each part that can be taken away. */
@Component({
  selector: 'ry-filter-chips',
  imports: [Icon],
  styles: `
    :host {
      display: contents;
    }
    span {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      height: 28px;
      max-width: 320px;
      padding: 0 2px 0 10px;
      border-radius: 14px;
      background: var(--ry-primary-soft);
      color: var(--ry-primary);
      font-size: 12px;
    }
    em {
      font-style: normal;
    }
    button {
      display: grid;
      place-items: center;
      width: 24px;
      height: 24px;
      border: 0;
      border-radius: 12px;
      background: none;
      color: inherit;
      cursor: pointer;
    }
  `,
  template: `
    @for (part of parts(); track part.words) {
      <span>
        <em class="ry-clip" [attr.title]="part.words">{{ part.words }}</em>
        <button
          type="button"
          [attr.aria-label]="t('records.filter.removePart', { what: part.words })"
          (click)="changed.emit(part.without)"
        >
          <ry-icon name="close" [size]="12" />
        </button>
      </span>
    }
  `,
})
export class FilterChips {
  readonly module = input.required<ModuleDescription>();
  readonly filter = input.required<FilterNode | null>();
  readonly changed = output<FilterNode | null>();
  protected readonly t = injectTranslate();
  private readonly words = injectFilterWords();
  protected readonly parts = computed(() =>
    filterParts(this.filter()).map(({ node, without }) => ({ words: this.words(node, this.module()), without })),
  );
}
