import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { FIELD_ACCESS, type FieldAccess, type RoleFieldRule } from '@ruyi/contract/access';
import type { Field } from '@ruyi/contract/metadata';
import { ModuleStore, type ModuleSummary } from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
import { SkeletonRows, injectTranslate } from '@ruyi/ui/kit';

/** Field by field: hidden, masked, read, edit. */
@Component({
  selector: 'ry-field-access-table',
  imports: [SkeletonRows],
  template: `
    <div class="tools">
      <select #one class="ry-input" [attr.aria-label]="t('admin.fields.module')" (change)="module.set(one.value)">
        @for (each of modules(); track each.key) {
          <option [value]="each.key" [selected]="each.key === module()">{{ words.of(each.label) }}</option>
        }
      </select>
      <input
        #words_
        class="ry-input"
        type="search"
        [placeholder]="t('admin.roles.findField')"
        [attr.aria-label]="t('admin.roles.findField')"
        (input)="search.set(words_.value)"
      />
    </div>
    @if (loaded()) {
      <ul>
        @for (field of fields(); track field.key) {
          <li>
            <span class="ry-grow ry-clip">{{ words.of(field.label) }}</span>
            <select
              #box
              [class]="'ry-input ' + of(field)"
              [attr.aria-label]="t('admin.roles.accessTo', { field: words.of(field.label) })"
              (change)="set(field, box.value)"
            >
              @for (access of accesses; track access) {
                <option [value]="access" [selected]="access === of(field)">
                  {{ t('admin.roles.access.' + access) }}
                </option>
              }
            </select>
          </li>
        } @empty {
          <li class="ry-muted">{{ t('kit.list.empty') }}</li>
        }
      </ul>
    } @else {
      <ry-skeleton-rows [rows]="6" />
    }
  `,
  styles: `
    .tools {
      display: flex;
      gap: 8px;
      margin-bottom: 8px;
    }
    .tools select {
      width: auto;
      flex: none;
    }
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(270px, 1fr));
      gap: 0 24px;
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 40px;
      border-bottom: 1px solid var(--ry-line);
    }
    li select {
      flex: none;
      width: 108px;
      height: 30px;
      padding: 3px 6px;
    }
    .hidden {
      color: var(--ry-bad);
    }
    .masked,
    .read {
      color: var(--ry-warn);
    }
  `,
})
export class FieldAccessTable {
  readonly modules = input.required<readonly ModuleSummary[]>();
  readonly rules = input.required<readonly RoleFieldRule[]>();
  readonly changed = output<readonly RoleFieldRule[]>();

  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  private readonly store = inject(ModuleStore);
  protected readonly accesses = FIELD_ACCESS;
  protected readonly search = signal('');
  protected readonly module = linkedSignal(() => this.modules()[0]?.key ?? '');
  protected readonly loaded = computed(() => (this.module() ? this.store.module(this.module())() : undefined));
  protected readonly fields = computed(() => {
    const words = this.search().trim().toLowerCase();
    return (this.loaded()?.fields ?? []).filter(
      (field) =>
        !field.retired &&
        !(field.origin === 'system' && field.hidden) &&
        this.words.of(field.label).toLowerCase().includes(words),
    );
  });

  protected of(field: Field): FieldAccess {
    return this.rules().find((rule) => rule.module === this.module() && rule.field === field.key)?.access ?? 'edit';
  }

  protected set(field: Field, text: string): void {
    const access = FIELD_ACCESS.find((each) => each === text);
    if (!access) return;
    const module = this.module();
    const others = this.rules().filter((rule) => rule.module !== module || rule.field !== field.key);
    this.changed.emit(access === 'edit' ? others : [...others, { module, field: field.key, access }]);
  }
}
