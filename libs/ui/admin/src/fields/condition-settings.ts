import { Component, Injector, inject, input } from '@angular/core';
import type { Field, FilterNode, ModuleDescription, SettingName } from '@ruyi/contract/metadata';
import { openDialog } from '@ruyi/ui/records';
import { Icon, injectTranslate } from '@ruyi/ui/kit';
import { injectFilterWords } from '@ruyi/ui/records';
import { ConditionDialog, type ConditionQuestion } from './condition-dialog.js';
import { DesignerStore } from './designer-store.js';
import { isNew } from './field-draft.js';

/** When the field is shown, required, or locked: a line each, in words, with a dialog to change it. */
@Component({
  selector: 'ry-condition-settings',
  imports: [Icon],
  styles: `
    :host {
      display: grid;
      gap: 4px;
    }
    h3 {
      font-size: 13px;
      font-weight: 400;
      color: var(--ry-ink-2);
    }
    button {
      display: grid;
      grid-template-columns: 1fr auto;
      align-items: center;
      gap: 2px 8px;
      padding: 8px 10px;
      min-height: 44px;
      border: 1px solid var(--ry-line);
      border-radius: 8px;
      background: none;
      color: inherit;
      font: inherit;
      text-align: start;
      cursor: pointer;
    }
    button:hover {
      border-color: var(--ry-primary);
    }
    .said {
      grid-column: 1;
      overflow-wrap: anywhere;
    }
    ry-icon {
      grid-column: 2;
      grid-row: 1 / span 2;
      color: var(--ry-ink-3);
    }
    .error {
      color: var(--ry-bad);
      font-size: 12px;
    }
  `,
  template: `
    <h3>{{ t('admin.fields.conditions') }}</h3>
    @for (name of names(); track name) {
      <button type="button" (click)="edit(name)">
        <span>{{ t('admin.fields.' + name) }}</span>
        <span class="said ry-sub">{{ said(name) }}</span>
        <ry-icon name="chevronRight" [size]="16" />
      </button>
      @if (error(name); as message) {
        <p class="error" role="alert">{{ message }}</p>
      }
    }
  `,
})
export class ConditionSettings {
  readonly field = input.required<Field>();
  readonly names = input.required<readonly SettingName[]>();
  readonly issues = input.required<Readonly<Record<string, string>>>();
  protected readonly t = injectTranslate();
  private readonly store = inject(DesignerStore);
  private readonly injector = inject(Injector);
  private readonly filterWords = injectFilterWords();

  protected said(name: SettingName): string {
    const condition = this.condition(name);
    const module = this.store.module();
    return condition && module
      ? this.filterWords(condition, { ...module, fields: this.store.fields() })
      : this.t(`admin.fields.${name}Never`);
  }

  protected error(name: SettingName): string | null {
    return Object.entries(this.issues()).find(([path]) => path === name || path.startsWith(`${name}.`))?.[1] ?? null;
  }

  protected async edit(name: SettingName): Promise<void> {
    const module = this.store.module();
    if (!module) return;
    const question: ConditionQuestion = {
      title: this.t(`admin.fields.${name}`),
      help: this.t(`admin.fields.${name}Help`),
      module: this.among(module),
      condition: this.condition(name),
    };
    const answer = await openDialog<{ readonly condition: FilterNode | null }>(
      this.injector,
      ConditionDialog,
      question,
      { width: '560px' },
    );
    if (answer) this.store.set(this.field().key, name, answer.condition);
  }

  private condition(name: SettingName): FilterNode | null {
    return (this.field()[name] as FilterNode | undefined) ?? null;
  }

  /** The fields that a condition may look at: saved, in use, of the record itself. */
  private among(module: ModuleDescription): ModuleDescription {
    const saved = module.fields.filter(
      ({ key, retired, hidden }) => key !== this.field().key && !isNew(key) && !retired && !hidden,
    );
    return { ...module, fields: saved };
  }
}
