import { Component, forwardRef, input, output } from '@angular/core';
import type { ModuleDescription } from '@ruyi/contract/metadata';
import { Icon, injectTranslate } from '@ruyi/ui/kit';
import { ConditionRow } from './condition-row.js';
import { addAt, EMPTY_CONDITION, emptyGroup, replaceAt, type DraftGroup, type DraftNode } from './filter-tree.js';

/** Conditions and groups that all, any, or none of have to be met. */
@Component({
  selector: 'ry-filter-group',
  imports: [ConditionRow, Icon, forwardRef(() => FilterGroup)],
  styles: `
    :host {
      display: block;
      position: relative;
    }
    fieldset {
      margin: 0;
      padding: 0;
      border: 0;
      min-width: 0;
    }
    .inner {
      border: 1px solid var(--ry-line);
      border-left: 3px solid var(--ry-primary);
      border-radius: 8px;
      padding: 10px;
    }
    .head {
      display: flex;
      align-items: center;
      gap: 8px;
      margin-bottom: 10px;
    }
    .head select {
      width: auto;
      height: 32px;
      padding: 4px 8px;
    }
    .nodes {
      display: grid;
      gap: 12px;
    }
    .join {
      display: flex;
      align-items: center;
      gap: 8px;
      color: var(--ry-ink-3);
      font-size: 12px;
    }
    .join::after {
      content: '';
      flex: 1;
      border-top: 1px solid var(--ry-line);
    }
    .add {
      display: flex;
      gap: 4px;
      margin-top: 10px;
    }
  `,
  template: `
    <fieldset [class.inner]="nested()">
      <legend class="ry-visually-hidden">{{ t('records.filter.group') }}</legend>
      <div class="head">
        <select
          #joinBox
          class="ry-input"
          [attr.aria-label]="t('records.filter.join')"
          (change)="setJoin(joinBox.value)"
        >
          <option value="and" [selected]="group().join === 'and' && !group().negated">
            {{ t('records.filter.all') }}
          </option>
          <option value="or" [selected]="group().join === 'or' && !group().negated">
            {{ t('records.filter.any') }}
          </option>
          <option value="not" [selected]="group().negated">{{ t('records.filter.none') }}</option>
        </select>
        <span class="ry-grow"></span>
        @if (nested()) {
          <button
            type="button"
            class="ry-btn icon"
            [attr.aria-label]="t('records.filter.removeGroup')"
            (click)="removed.emit()"
          >
            <ry-icon name="trash" [size]="16" />
          </button>
        }
      </div>
      <div class="nodes">
        @for (node of group().nodes; track $index; let index = $index) {
          @if (index > 0) {
            <span class="join">{{ group().join === 'and' ? t('records.filter.and') : t('records.filter.or') }}</span>
          }
          @if (node.kind === 'condition') {
            <ry-condition-row
              [module]="module()"
              [condition]="node"
              [checked]="checked()"
              (changed)="replace(index, $event)"
              (removed)="replace(index, null)"
              (submitted)="submitted.emit()"
            />
          } @else {
            <ry-filter-group
              [module]="module()"
              [group]="node"
              [nested]="true"
              [checked]="checked()"
              (changed)="replace(index, $event)"
              (removed)="replace(index, null)"
              (submitted)="submitted.emit()"
            />
          }
        }
      </div>
      <div class="add">
        <button type="button" class="ry-btn text" (click)="addCondition()">
          ＋ {{ t('records.filter.addCondition') }}
        </button>
        <button type="button" class="ry-btn text" (click)="addGroup()">＋ {{ t('records.filter.addGroup') }}</button>
      </div>
    </fieldset>
  `,
})
export class FilterGroup {
  readonly module = input.required<ModuleDescription>();
  readonly group = input.required<DraftGroup>();
  readonly nested = input(false);
  /** Conditions say what they lack. */
  readonly checked = input(false);
  readonly changed = output<DraftGroup>();
  readonly removed = output<void>();
  readonly submitted = output<void>();
  protected readonly t = injectTranslate();

  protected setJoin(text: string): void {
    const negated = text === 'not';
    this.changed.emit({ ...this.group(), negated, join: text === 'and' ? 'and' : 'or' });
  }

  protected replace(index: number, node: DraftNode | null): void {
    this.changed.emit(replaceAt(this.group(), [index], () => node));
  }

  protected addCondition(): void {
    this.changed.emit(addAt(this.group(), [], EMPTY_CONDITION));
  }

  protected addGroup(): void {
    this.changed.emit(addAt(this.group(), [], emptyGroup(this.group().join === 'and' ? 'or' : 'and')));
  }
}
