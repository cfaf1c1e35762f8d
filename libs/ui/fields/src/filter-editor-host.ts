import { NgComponentOutlet } from '@angular/common';
import { Component, computed, input } from '@angular/core';
import type { FilterControl } from './filter-editor.js';
import { filterEditorTypes } from './registry/filter-editor-registry.js';

/** The editor of a condition's value that belongs to the field's kind. */
@Component({
  selector: 'ry-filter-editor',
  imports: [NgComponentOutlet],
  styles: ':host { display: block; min-width: 0 }',
  template: `
    @if (type(); as component) {
      <ng-container *ngComponentOutlet="component; inputs: { control: control() }" />
    }
  `,
})
export class FilterEditorHost {
  readonly control = input.required<FilterControl>();
  protected readonly type = computed(() => filterEditorTypes.of(this.control().field.type)());
}
