import { CdkDrag, CdkDropList, type CdkDragDrop } from '@angular/cdk/drag-drop';
import { LiveAnnouncer } from '@angular/cdk/a11y';
import { Component, computed, inject, input } from '@angular/core';
import type { Field, LayoutField, LayoutSection } from '@ruyi/contract/metadata';
import { Words } from '@ruyi/ui/fields';
import { Icon, injectTranslate } from '@ruyi/ui/kit';
import { DesignCard } from './design-card.js';
import { addSection, placeOf, stepField } from './design-layout.js';
import { DesignerStore } from './designer-store.js';

const COLUMNS = 12;
const WIDE = new Set(['longText', 'richText', 'address', 'files', 'images', 'detail', 'section', 'note']);

/** What is dragged: a field, or a kind out of the palette. */
export type Dragged = { readonly field: string } | { readonly kind: string };

/** The form as it will be: fields are chosen, moved and dropped here. */
@Component({
  selector: 'ry-design-canvas',
  imports: [CdkDrag, CdkDropList, DesignCard, Icon],
  templateUrl: './design-canvas.html',
  styleUrl: './design-canvas.css',
  host: { '[class.small]': 'phone()' },
})
export class DesignCanvas {
  /** Shown as on a phone: one column. */
  readonly phone = input(false);

  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  protected readonly store = inject(DesignerStore);
  private readonly announcer = inject(LiveAnnouncer);

  protected readonly chosenField = computed(() => this.store.field()?.key ?? null);
  protected readonly chosenSection = computed(() => this.store.section()?.key ?? null);

  protected fieldsOf(section: LayoutSection): readonly { readonly placed: LayoutField; readonly field: Field }[] {
    const byKey = this.store.byKey();
    return section.fields.flatMap((placed) => {
      const field = byKey.get(placed.field);
      return field && !field.retired ? [{ placed, field }] : [];
    });
  }

  protected span(section: LayoutSection, placed: LayoutField, field: Field): number {
    if (this.phone()) return COLUMNS;
    const width = placed.width ?? field.width;
    if (width !== undefined) return Math.round((COLUMNS * width) / 100);
    return WIDE.has(field.type) ? COLUMNS : COLUMNS / section.columns;
  }

  protected dropped(event: CdkDragDrop<string, unknown, Dragged>, section: number): void {
    const { data } = event.item;
    const at = { section, index: this.indexIn(section, event.currentIndex, 'field' in data ? data.field : null) };
    if ('kind' in data) return this.store.create(data.kind, at);
    this.store.place(data.field, at);
    this.store.choose(data.field);
  }

  /** Fields that the page does not show (hidden, retired) stand between those that it does. */
  private indexIn(section: number, shown: number, moving: string | null): number {
    const whole = this.store.sections()[section];
    if (!whole) return 0;
    const rest = whole.fields.filter(({ field }) => field !== moving);
    const visible = this.fieldsOf({ ...whole, fields: rest });
    const next = visible[shown]?.placed.field;
    return next === undefined ? rest.length : rest.findIndex(({ field }) => field === next);
  }

  protected step(field: Field, step: 1 | -1): void {
    this.store.rearrange(stepField(this.store.sections(), field.key, step));
    const at = placeOf(this.store.sections(), field.key);
    const section = at ? this.store.sections()[at.section] : undefined;
    if (!at || !section) return;
    void this.announcer.announce(
      this.t('admin.fields.moved', {
        name: this.words.of(field.label),
        section: this.words.of(section.label),
        position: at.index + 1,
      }),
    );
    setTimeout(() => document.getElementById(`design-${field.key}`)?.focus());
  }

  protected remove(field: Field): void {
    this.store.remove(field.key);
    void this.announcer.announce(this.t('admin.fields.takenOff', { name: this.words.of(field.label) }));
  }

  protected addSection(): void {
    const { sections, key } = addSection(this.store.sections(), { zh: '新分组', en: 'New section' });
    this.store.rearrange(sections);
    this.store.chosen.set({ section: key });
  }
}
