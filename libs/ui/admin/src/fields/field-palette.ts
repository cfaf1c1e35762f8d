import { CdkDrag, CdkDropList } from '@angular/cdk/drag-drop';
import { Component, computed, inject, output } from '@angular/core';
import { CREATABLE_FIELD_KINDS, type Field } from '@ruyi/contract/metadata';
import { ApiProblem } from '@ruyi/ui/data-access';
import { Words } from '@ruyi/ui/fields';
import { Icon, Toaster, injectTranslate } from '@ruyi/ui/kit';
import { DesignerStore } from './designer-store.js';
import { KIND_NAMES } from './kind-names.js';

/** What can be put on the page: new fields by kind, fields that are not on it, and retired ones to bring back. */
@Component({
  selector: 'ry-field-palette',
  imports: [CdkDrag, CdkDropList, Icon],
  templateUrl: './field-palette.html',
  styleUrl: './field-palette.css',
})
export class FieldPalette {
  /** Something was put on the page by a click. */
  readonly added = output();

  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  protected readonly store = inject(DesignerStore);
  private readonly toaster = inject(Toaster);
  protected readonly kinds = CREATABLE_FIELD_KINDS.map((kind) => ({ kind, name: KIND_NAMES[kind] }));
  protected readonly full = computed(() => this.store.custom() >= 500);
  protected readonly never = () => false;

  protected create(kind: string): void {
    this.store.create(kind, null);
    this.added.emit();
  }

  protected place(field: Field): void {
    this.store.place(field.key, null);
    this.store.choose(field.key);
    this.added.emit();
  }

  protected async restore(field: Field): Promise<void> {
    try {
      await this.store.restore(field.key);
      void this.toaster.show(this.t('admin.fields.restored', { name: this.words.of(field.label) }));
    } catch (error) {
      const problem = ApiProblem.from(error);
      void this.toaster.show(problem.issues[0]?.message ?? problem.detail);
    }
  }
}
