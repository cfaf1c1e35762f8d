import { Component, Injector, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ModuleStore, RecordApi, SessionStore, type ApiRecord } from '@ruyi/ui/data-access';
import { FieldDisplayHost, Words } from '@ruyi/ui/fields';
import { EmptyState, Icon, LoadError, SkeletonRows, injectTranslate } from '@ruyi/ui/kit';
import { cardFields, columnsOf } from '../list/list-columns.js';
import { oneOf } from '../one-of.js';
import { injectEntries } from './entries.js';

const FACTS = 3;

/** The records of another module that point to this one; added in place. */
@Component({
  selector: 'ry-related-tab',
  imports: [EmptyState, FieldDisplayHost, Icon, LoadError, RouterLink, SkeletonRows],
  styleUrl: './related-tab.css',
  template: `
    @if (about(); as module) {
      @if (mayCreate()) {
        <button type="button" class="ry-btn" (click)="add()">
          <ry-icon name="plus" [size]="14" />{{ t('records.new', { module: oneOf(module.label, words.locale()) }) }}
        </button>
      }
      <ul>
        @for (row of entries.items(); track row.id) {
          <li>
            <div class="who">
              <a [routerLink]="['/m', module.key, row.id]">{{ name(row) }}</a>
              <span class="facts">
                @for (field of facts(); track field.key) {
                  @if (row[field.key] !== null && row[field.key] !== undefined && row[field.key] !== '') {
                    <span class="ry-sub"
                      ><ry-field-display
                        [field]="field"
                        [value]="row[field.key]"
                        [text]="row._display[field.key]"
                        [compact]="true"
                    /></span>
                  }
                }
              </span>
            </div>
            @if (tel(row); as link) {
              <a class="ry-btn icon" [href]="link" [attr.aria-label]="t('records.card.call', { name: name(row) })"
                ><ry-icon name="phone" [size]="17"
              /></a>
            }
          </li>
        }
      </ul>
      @if (entries.problem(); as problem) {
        <ry-load-error [error]="problem" (retry)="entries.more()" />
      } @else if (entries.loading() && entries.items().length === 0) {
        <ry-skeleton-rows [rows]="3" />
      } @else if (entries.items().length === 0) {
        <ry-empty-state [icon]="module.icon" [title]="t('records.empty.related', { module: words.of(module.label) })" />
      } @else if (entries.hasMore()) {
        <button type="button" class="ry-btn text" (click)="entries.more()">{{ t('records.timeline.more') }}</button>
      }
    } @else {
      <ry-skeleton-rows [rows]="3" />
    }
  `,
})
export class RelatedTab {
  readonly module = input.required<string>();
  readonly field = input.required<string>();
  readonly parent = input.required<ApiRecord>();
  readonly parentModule = input.required<string>();
  readonly parentName = input.required<string>();
  readonly changes = input(0);
  readonly changed = output<void>();

  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  protected readonly oneOf = oneOf;
  private readonly api = inject(RecordApi);
  private readonly modules = inject(ModuleStore);
  private readonly session = inject(SessionStore);
  private readonly injector = inject(Injector);
  protected readonly about = computed(() => this.modules.module(this.module())());
  protected readonly mayCreate = computed(() => !this.parent().deletedAt && this.session.can('create', this.module()));
  protected readonly facts = computed(() => {
    const module = this.about();
    if (!module) return [];
    return columnsOf(module, module.views[0])
      .map((column) => column.field)
      .filter((field) => field.key !== module.nameField && field.key !== this.field() && field.key !== 'createdAt')
      .slice(0, FACTS);
  });
  protected readonly entries = injectEntries<ApiRecord>(
    () => `${this.module()} ${this.field()} ${this.parent().id} ${this.changes()}`,
    (after) =>
      this.api.list(this.module(), {
        filter: { field: this.field(), op: 'eq', value: this.parent().id },
        limit: 20,
        ...(after === undefined ? {} : { after }),
      }),
  );

  protected name(row: ApiRecord): string {
    const name = row[this.about()?.nameField ?? ''];
    return typeof name === 'string' && name !== '' ? name : this.t('records.unnamed');
  }

  protected tel(row: ApiRecord): string | null {
    const module = this.about();
    const key = module ? cardFields(module).phone?.key : undefined;
    const value = key === undefined ? null : row[key];
    return typeof value === 'string' && value !== '' && !value.includes('*')
      ? `tel:${value.replace(/[^\d+,]/g, '')}`
      : null;
  }

  protected async add(): Promise<void> {
    const module = this.about();
    if (!module) return;
    const { createInPlace } = await import('../form/create-in-place.js');
    const target = module.fields.find((field) => field.key === this.field());
    const value = target?.targets ? { module: this.parentModule(), id: this.parent().id } : this.parent().id;
    const made = await createInPlace(this.injector, {
      module,
      values: { [this.field()]: value },
      texts: { [this.field()]: this.parentName() },
    });
    if (made) this.changed.emit();
  }
}
