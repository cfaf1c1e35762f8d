import { Component, computed, inject, input, output } from '@angular/core';
import type { Field } from '@ruyi/contract/metadata';
import { FieldInputHost, Words } from '@ruyi/ui/fields';
import { LabelledField } from '@ruyi/ui/kit';
import { Switch } from '../frame/switch.js';
import { settingControl } from './setting-control.js';

/** One setting, drawn by the product's own inputs; on or off is a switch at the right. */
@Component({
  selector: 'ry-setting-row',
  imports: [FieldInputHost, LabelledField, Switch],
  template: `
    @if (field().type === 'boolean') {
      <ry-switch
        [label]="label()"
        [hint]="hint()"
        [checked]="value() === true"
        [disabled]="disabled()"
        [error]="error()"
        (changed)="changed.emit($event)"
      />
    } @else {
      <ry-field
        [for]="id()"
        [label]="label()"
        [help]="hint() || words.of(field().help)"
        [error]="error()"
        [required]="!!field().required"
      >
        <ry-field-input [control]="control()" />
      </ry-field>
    }
  `,
  styles: ':host { display: block }',
})
export class SettingRow {
  readonly field = input.required<Field>();
  readonly value = input.required<unknown>();
  readonly scope = input('setting');
  readonly hint = input('');
  readonly disabled = input(false);
  readonly error = input<string | null>(null);
  readonly changed = output<unknown>();

  protected readonly words = inject(Words);
  protected readonly id = computed(() => `${this.scope()}-${this.field().key}`);
  protected readonly label = computed(() => this.words.of(this.field().label));
  protected readonly control = computed(() =>
    settingControl({
      field: this.field(),
      id: this.id(),
      label: this.label,
      value: this.value,
      error: this.error,
      disabled: this.disabled(),
      set: (value) => this.changed.emit(value),
    }),
  );
}
