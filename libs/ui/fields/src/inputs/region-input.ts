import { Component, computed, inject, input } from '@angular/core';
import type { FieldControl } from '../field-control.js';
import type { FieldInput } from '../field-input.js';
import { RegionBox } from '../regions/region-box.js';
import { stringList } from '../string-list.js';
import { Words } from '../words.js';

/** A region by its GB/T 2260 code. */
@Component({
  selector: 'ry-region-input',
  imports: [RegionBox],
  styles: ':host { display: block; min-width: 0 }',
  template: `
    <ry-region-box
      [boxId]="control().id"
      [label]="control().label()"
      [codes]="codes()"
      [text]="control().text()"
      [disabled]="control().disabled()"
      [invalid]="control().invalid()"
      [describedBy]="control().describedBy()"
      [placeholder]="words.of(control().field.placeholder)"
      (codesChange)="control().set($event[0] ?? null)"
      [explained]="!!control().stray"
      (strayed)="control().stray?.($event)"
      (left)="control().touch()"
    />
  `,
})
export class RegionInput implements FieldInput {
  readonly control = input.required<FieldControl>();
  protected readonly words = inject(Words);
  protected readonly codes = computed(() => stringList(this.control().value()));
}
