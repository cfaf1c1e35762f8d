import { Component, computed, inject, input, output } from '@angular/core';
import type { Field, ModuleDescription } from '@ruyi/contract/metadata';
import type { ApiRecord } from '@ruyi/ui/data-access';
import { FieldDisplayHost, injectShownText, isMasked, mapLink, spacedNumber, Words } from '@ruyi/ui/fields';
import { Icon, injectTranslate } from '@ruyi/ui/kit';
import type { RecordAction } from '../actions/record-action.js';
import { cardFields, ownLines, type ListColumn } from './list-columns.js';
import type { ListSelection } from './list-selection.js';
import { ReclaimTag } from './reclaim-tag.js';
import type { RowWish } from './record-table.js';
import { WhyDot } from './why-dot.js';

/** The rows of a list on a phone: a card each, with buttons to call and to find the way. */
@Component({
  selector: 'ry-record-cards',
  imports: [FieldDisplayHost, Icon, ReclaimTag, WhyDot],
  styleUrl: './record-cards.css',
  template: `
    @for (row of rows(); track row.id) {
      <article [class.picked]="selection().has(row.id)">
        <div class="top">
          @if (picking()) {
            <input
              type="checkbox"
              [attr.aria-label]="t('records.select.row', { name: name(row) })"
              [checked]="selection().has(row.id)"
              (change)="selection().toggle(row.id)"
            />
          } @else if (row._why; as why) {
            <ry-why-dot [why]="why" />
          }
          <h2>
            <button type="button" (click)="picking() ? selection().toggle(row.id) : opened.emit(row)">
              {{ name(row) }}
            </button>
          </h2>
          @if (row['daysToReclaim'] !== undefined && row['daysToReclaim'] !== null) {
            <ry-reclaim-tag [value]="row['daysToReclaim']" [locked]="row['locked'] === true" [alone]="true" />
          }
        </div>
        @if (tags(row).length > 0) {
          <div class="tags">
            @for (field of tags(row); track field.key) {
              <ry-field-display
                [field]="field"
                [value]="row[field.key]"
                [text]="text(row, field.key)"
                [compact]="true"
              />
            }
          </div>
        }
        <div class="bottom">
          <dl>
            @if (phone(row); as number) {
              <div>
                <dd>{{ spaced(number) }}</dd>
              </div>
            }
            @for (field of lines(row); track field.key) {
              <div>
                <dt>{{ words.of(field.label) }}</dt>
                <dd>
                  <ry-field-display
                    [field]="field"
                    [value]="row[field.key]"
                    [text]="text(row, field.key)"
                    [compact]="true"
                  />
                </dd>
              </div>
            }
          </dl>
          @if (first(); as action) {
            <button type="button" class="ry-btn first" (click)="wished.emit({ action, row })">
              {{ t('records.action.' + action) }}
            </button>
          }
          @if (map(row); as link) {
            <a
              class="round map"
              [href]="link"
              target="_blank"
              rel="noopener noreferrer"
              [attr.aria-label]="t('records.card.map', { name: name(row) })"
            >
              <ry-icon name="map" [size]="20" />
            </a>
          }
          @if (tel(row); as link) {
            <a class="round call" [href]="link" [attr.aria-label]="t('records.card.call', { name: name(row) })">
              <ry-icon name="phone" [size]="20" />
            </a>
          }
        </div>
      </article>
    }
  `,
})
export class RecordCards {
  readonly module = input.required<ModuleDescription>();
  readonly rows = input.required<readonly ApiRecord[]>();
  /** The list's columns: what somebody chose beyond the usual is a line of each card. */
  readonly columns = input<readonly ListColumn[]>([]);
  readonly selection = input.required<ListSelection>();
  /** Cards have tick boxes and a tap ticks. */
  readonly picking = input(false);
  /** Offered on each card: 领取. */
  readonly first = input<RecordAction | null>(null);
  readonly opened = output<ApiRecord>();
  readonly wished = output<RowWish>();

  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  protected readonly spaced = spacedNumber;
  private readonly shown = injectShownText();
  private readonly fields = computed(() => cardFields(this.module()));
  private readonly ownLines = computed(() => ownLines(this.module(), this.columns()));

  protected name(row: ApiRecord): string {
    const name = row[this.module().nameField];
    return typeof name === 'string' && name !== '' ? name : this.t('records.unnamed');
  }

  protected text(row: ApiRecord, key: string): string | readonly string[] | null {
    return row._display?.[key] ?? null;
  }

  protected tags(row: ApiRecord): readonly Field[] {
    return this.fields().tags.filter((field) => isSaid(row[field.key]));
  }

  protected lines(row: ApiRecord): readonly Field[] {
    return [...this.fields().lines, ...this.ownLines()].filter((field) => isSaid(row[field.key]));
  }

  protected phone(row: ApiRecord): string | null {
    const field = this.fields().phone;
    return field && isSaid(row[field.key]) ? this.shown({ field, value: row[field.key], text: null }) : null;
  }

  protected tel(row: ApiRecord): string | null {
    const key = this.fields().phone?.key;
    const value = key === undefined ? null : row[key];
    return typeof value === 'string' && value !== '' && !isMasked(value)
      ? `tel:${value.replace(/[^\d+,]/g, '')}`
      : null;
  }

  protected map(row: ApiRecord): string | null {
    const field = this.fields().address;
    if (!field || !isSaid(row[field.key])) return null;
    const text = row._display?.[field.key];
    const words = this.shown({ field, value: row[field.key], text: typeof text === 'string' ? text : null });
    return words && !isMasked(words) ? mapLink(words, row[field.key]) : null;
  }
}

function isSaid(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '';
}
