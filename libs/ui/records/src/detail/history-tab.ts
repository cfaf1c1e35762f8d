import { Component, inject, input } from '@angular/core';
import { RecordApi, type FieldChange, type HistoryEntry } from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
import { EmptyState, LoadError, SkeletonRows, injectFormat, injectTranslate } from '@ruyi/ui/kit';
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
        @if (entry.note) {
          <p>{{ entry.note }}</p>
        }
        <ul>
          @for (change of entry.changes; track change.field) {
            <li>
              <span class="label">{{ label(change) }}：</span>
              @if (shown(change.before, change.beforeText); as before) {
                <span class="before">{{ before }}</span> →
              }
              <span>{{ shown(change.after, change.afterText) || t('records.history.empty') }}</span>
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
  private readonly words = inject(Words);
  private readonly api = inject(RecordApi);
  protected readonly entries = injectEntries<HistoryEntry>(
    () => `${this.module()} ${this.recordId()} ${this.changes()}`,
    (after) => this.api.history(this.module(), this.recordId(), after),
  );

  protected label(change: FieldChange): string {
    return typeof change.label === 'string' ? change.label : this.words.of(change.label);
  }

  /** Files have no words of their own: their number has to do. */
  protected shown(value: unknown, text: string | null): string {
    if (text) return text;
    return Array.isArray(value) && value.length > 0 ? this.t('fields.fileCount', { count: value.length }) : '';
  }

  protected actionWords(entry: HistoryEntry): string {
    const key = `records.history.${entry.action}`;
    const words = this.t(key);
    return words === key ? entry.action : words;
  }
}
