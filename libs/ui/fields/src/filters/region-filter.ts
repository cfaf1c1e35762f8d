import { Component, computed, input } from '@angular/core';
import type { FilterControl, FilterEditor } from '../filter-editor.js';
import { RegionBox } from '../regions/region-box.js';
import { stringList } from '../string-list.js';
import { takesList } from './takes-list.js';

let made = 0;

/** Regions; `startsWith` a region is everything that lies in it. */
@Component({
  selector: 'ry-region-filter',
  imports: [RegionBox],
  styles: ':host { display: block; min-width: 0 }',
  template: `<ry-region-box
    [boxId]="id"
    [label]="control().label"
    [multiple]="many()"
    [codes]="codes()"
    (codesChange)="choose($event)"
  />`,
})
export class RegionFilter implements FilterEditor {
  readonly control = input.required<FilterControl>();
  protected readonly id = `region-filter-${made++}`;
  protected readonly many = computed(() => takesList(this.control().op));
  protected readonly codes = computed(() =>
    stringList(this.control().value()).map((code) => (this.control().op === 'startsWith' ? code.padEnd(6, '0') : code)),
  );

  protected choose(codes: readonly string[]): void {
    if (this.many()) return this.control().set(codes);
    const [code] = codes;
    // A province or city ends in zeros; what lies in it has the same first digits.
    this.control().set(
      code === undefined ? null : this.control().op === 'startsWith' ? code.replace(/(00)+$/, '') : code,
    );
  }
}
