import { Component, inject, input } from '@angular/core';
import { RecordApi, type HistoryEntry } from '@ruyi/ui/data-access';
import { EmptyState, LoadError, SkeletonRows, injectFormat, injectTranslate } from '@ruyi/ui/kit';
import { injectChangeWords } from './change-words.js';
import { injectEntries } from './entries.js';

/** 历史: who changed what, before → after. */
@Component({
  selector: 'ry-history-tab',
  imports: [EmptyState, LoadError, SkeletonRows],
  styles: `
    :host {
      display: block;
    }
    article {
      padding: 10px 0;
      border-bottom: 1px solid var(--ry-line);
    }
    header {
      display: flex;
      gap: 8px;
      align-items: baseline;
      flex-wrap: wrap;
    }
    ul {
      list-style: none;
      margin: 4px 0 0;
      padding: 0;
      display: grid;
      gap: 4px;
    }
    li {
      overflow-wrap: anywhere;
    }
    .before {
      color: var(--ry-ink-2);
      text-decoration: line-through;
    }
    .label {
      color: var(--ry-ink-2);
    }
  `,
  template: `
    @for (entry of entries.items(); track entry.id) {
      <article>
        <header>
          <b>{{ entry.by?.name ?? t('records.timeline.system') }}</b>
          <span>{{ actionWords(entry) }}</span>
          <time class="ry-sub" [attr.datetime]="entry.at" [attr.title]="format.dateTime(entry.at)">{{
            format.nearDateTime(entry.at)
          }}</time>
        </header>
        @if (noteWords(entry); as note) {
          <p>{{ note }}</p>
        }
        <ul>
          @for (change of changeWords(entry.changes); track change.field) {
            <li>
              <span class="label">{{ change.label }}：</span>
              @if (change.before) {
                <span class="before">{{ change.before }}</span> →
              }
              <span>{{ change.after || t('records.history.empty') }}</span>
            </li>
          }
        </ul>
      </article>
    }
    @if (entries.problem(); as problem) {
      <ry-load-error [error]="problem" (retry)="entries.more()" />
    } @else if (entries.loading()) {
      <ry-skeleton-rows [rows]="4" />
    } @else if (entries.items().length === 0) {
      <ry-empty-state icon="history" [title]="t('records.history.none')" />
    } @else if (entries.hasMore()) {
      <button type="button" class="ry-btn text" (click)="entries.more()">{{ t('records.timeline.more') }}</button>
    }
  `,
})
export class HistoryTab {
  readonly module = input.required<string>();
  readonly recordId = input.required<string>();
  readonly changes = input(0);
  protected readonly t = injectTranslate();
  protected readonly format = injectFormat();
  protected readonly changeWords = injectChangeWords();
  private readonly api = inject(RecordApi);
  protected readonly entries = injectEntries<HistoryEntry>(
    () => `${this.module()} ${this.recordId()} ${this.changes()}`,
    (after) => this.api.history(this.module(), this.recordId(), after),
  );

  /** A reason that somebody gave, or what was merged. */
  protected noteWords({ note }: HistoryEntry): string | null {
    if (!note) return null;
    const { reason, into, merged } = note;
    if (typeof reason === 'string') return reason;
    if (into) return this.t('records.history.mergedInto', { name: this.nameOf(into) });
    if (!Array.isArray(merged)) return null;
    return this.t('records.history.mergedFrom', { names: merged.map((each) => this.nameOf(each)).join('、') });
  }

  private nameOf(named: unknown): string {
    const name = typeof named === 'object' && named !== null && 'name' in named ? named.name : null;
    return typeof name === 'string' && name !== '' ? name : this.t('records.history.unseen');
  }

  protected actionWords(entry: HistoryEntry): string {
    const key = `records.history.${entry.action}`;
    const words = this.t(key);
    return words === key ? entry.action : words;
  }
}
