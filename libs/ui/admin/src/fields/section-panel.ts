import { Component, computed, inject } from '@angular/core';
import type { LayoutSection } from '@ruyi/contract/metadata';
import { Words } from '@ruyi/ui/fields';
import { Icon, LabelledField, injectTranslate } from '@ruyi/ui/kit';
import { Switch } from '../frame/switch.js';
import { changeSection, removeSection, stepSection } from './design-layout.js';
import { DesignerStore } from './designer-store.js';

const COLUMNS = [1, 2, 3] as const;

/** The settings of the chosen section: name, columns, folded or not, its place. */
@Component({
  selector: 'ry-section-panel',
  imports: [Icon, LabelledField, Switch],
  template: `
    @if (store.section(); as section) {
      <h2>{{ t('admin.fields.sectionTitle') }} · {{ words.of(section.label) }}</h2>
      <ry-field for="section-zh" [label]="t('admin.fields.sectionName')">
        <input
          #zh
          id="section-zh"
          class="ry-input"
          maxlength="60"
          [value]="section.label.zh"
          (input)="rename(section, { zh: zh.value })"
        />
      </ry-field>
      <ry-field for="section-en" [label]="t('admin.fields.sectionNameEn')">
        <input
          #en
          id="section-en"
          class="ry-input"
          maxlength="60"
          [value]="section.label.en ?? ''"
          (input)="rename(section, { en: en.value })"
        />
      </ry-field>
      <ry-field for="section-columns" [label]="t('admin.fields.columns')">
        <select #box id="section-columns" class="ry-input" (change)="setColumns(section, box.value)">
          @for (count of columns; track count) {
            <option [value]="count" [selected]="count === section.columns">
              {{ t('admin.fields.columnsOf', { count }) }}
            </option>
          }
        </select>
      </ry-field>
      <ry-switch
        [label]="t('admin.fields.collapsed')"
        [checked]="section.collapsed === true"
        (changed)="change(section, { collapsed: $event })"
      />
      <div class="ry-row">
        <button type="button" class="ry-btn" [disabled]="first()" (click)="step(section, -1)">
          <ry-icon name="arrowUp" [size]="16" />{{ t('admin.home.moveUp') }}
        </button>
        <button type="button" class="ry-btn" [disabled]="last()" (click)="step(section, 1)">
          <ry-icon name="arrowDown" [size]="16" />{{ t('admin.home.moveDown') }}
        </button>
      </div>
      <p class="ry-sub">{{ t('admin.fields.removeSectionText') }}</p>
      <div class="end">
        <button type="button" class="ry-btn danger" (click)="remove(section)">
          {{ t('admin.fields.removeSection') }}
        </button>
      </div>
    }
  `,
  styleUrl: './panel.css',
})
export class SectionPanel {
  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  protected readonly store = inject(DesignerStore);
  protected readonly columns = COLUMNS;
  private readonly at = computed(() =>
    this.store.sections().findIndex((section) => section.key === this.store.section()?.key),
  );
  protected readonly first = computed(() => this.at() <= 0);
  protected readonly last = computed(() => this.at() === this.store.sections().length - 1);

  protected change(section: LayoutSection, change: Partial<Omit<LayoutSection, 'key'>>): void {
    this.store.rearrange(changeSection(this.store.sections(), section.key, change));
  }

  protected rename(section: LayoutSection, change: { zh?: string; en?: string }): void {
    const { zh, en } = { ...section.label, ...change };
    this.change(section, { label: en ? { zh, en } : { zh } });
  }

  protected setColumns(section: LayoutSection, text: string): void {
    this.change(section, { columns: COLUMNS.find((count) => String(count) === text) ?? 2 });
  }

  protected step(section: LayoutSection, step: 1 | -1): void {
    this.store.rearrange(stepSection(this.store.sections(), section.key, step));
  }

  protected remove(section: LayoutSection): void {
    this.store.rearrange(removeSection(this.store.sections(), section.key));
    this.store.chosen.set(null);
  }
}
