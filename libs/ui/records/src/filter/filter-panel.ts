import { Component, computed, input, linkedSignal, output } from '@angular/core';
import type { ModuleDescription } from '@ruyi/contract/metadata';
import type { FilterNode } from '@ruyi/contract/query';
import { injectTranslate } from '@ruyi/ui/kit';
import { FilterGroup } from './filter-group.js';
import { draftOf, filterOf, isUnfinished, type DraftGroup } from './filter-tree.js';
import { injectFilterWords } from './filter-words.js';

/** The filter drawer: a draft until 应用 is pressed, and what it means in plain words. */
@Component({
  selector: 'ry-filter-panel',
  imports: [FilterGroup],
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      min-height: 0;
      flex: 1;
    }
    .body {
      flex: 1;
      overflow: auto;
      padding: 4px 18px 16px;
    }
    .words {
      margin: 16px 0 0;
    }
    footer {
      display: flex;
      gap: 8px;
      padding: 12px 18px;
      border-top: 1px solid var(--ry-line);
      background: var(--ry-card);
    }
  `,
  template: `
    <div class="body">
      <ry-filter-group
        [module]="module()"
        [group]="draft()"
        [checked]="tried()"
        (changed)="draft.set($event)"
        (submitted)="apply()"
      />
      @if (meaning(); as words) {
        <p class="ry-notice words" role="status">{{ words }}</p>
      }
    </div>
    <footer>
      <button type="button" class="ry-btn" (click)="applied.emit(null)">{{ t('records.filter.clearAll') }}</button>
      <button type="button" class="ry-btn" [disabled]="!filter()" (click)="save()">
        {{ t('records.view.saveAs') }}
      </button>
      <span class="ry-grow"></span>
      <button type="button" class="ry-btn primary" (click)="apply()">{{ t('records.filter.apply') }}</button>
    </footer>
  `,
})
export class FilterPanel {
  readonly module = input.required<ModuleDescription>();
  readonly current = input.required<FilterNode | null>();
  readonly applied = output<FilterNode | null>();
  readonly saved = output<FilterNode | null>();

  protected readonly t = injectTranslate();
  private readonly words = injectFilterWords();
  protected readonly draft = linkedSignal<DraftGroup>(() => draftOf(this.current()));
  protected readonly filter = computed(() => filterOf(this.draft()));
  protected readonly meaning = computed(() => {
    const filter = this.filter();
    return filter ? this.words(filter, this.module()) : '';
  });

  /** Somebody wanted to have the filter while it was not finished: what it lacks is said beside it. */
  protected readonly tried = linkedSignal({ source: this.current, computation: () => false });

  protected apply(): void {
    if (this.isFinished()) this.applied.emit(this.filter());
  }

  protected save(): void {
    if (this.isFinished()) this.saved.emit(this.filter());
  }

  private isFinished(): boolean {
    this.tried.set(true);
    return !isUnfinished(this.draft());
  }
}
