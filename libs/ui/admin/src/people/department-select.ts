import { Component, computed, input, output } from '@angular/core';
import { injectTranslate } from '@ruyi/ui/kit';
import type { TreeRow } from './department-tree.js';

/** One department out of the tree. */
@Component({
  selector: 'ry-department-select',
  template: `
    <select
      #box
      class="ry-input"
      [id]="selectId()"
      [attr.aria-label]="label() || null"
      (change)="changed.emit(box.value || null)"
    >
      <option value="" [selected]="!chosen()">{{ emptyLabel() || t('admin.people.noDepartment') }}</option>
      @for (row of shown(); track row.id) {
        <option [value]="row.id" [selected]="row.id === chosen()">{{ row.text }}</option>
      }
    </select>
  `,
})
export class DepartmentSelect {
  readonly selectId = input.required<string>();
  readonly rows = input.required<readonly TreeRow[]>();
  readonly chosen = input.required<string | null>();
  readonly emptyLabel = input('');
  /** Where no label stands beside it. */
  readonly label = input('');
  readonly without = input<ReadonlySet<string>>(new Set());
  readonly changed = output<string | null>();
  protected readonly t = injectTranslate();
  protected readonly shown = computed(() =>
    this.rows()
      .filter(({ department }) => !this.without().has(department.id))
      .map(({ department, depth }) => ({ id: department.id, text: '　'.repeat(depth) + department.name })),
  );
}
