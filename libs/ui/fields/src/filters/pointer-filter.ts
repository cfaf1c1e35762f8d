import { Component, computed, inject, input } from '@angular/core';
import { injectTranslate } from '@ruyi/ui/kit';
import type { FilterControl, FilterEditor } from '../filter-editor.js';
import { NameCache } from '../picker/name-cache.js';
import type { PickItem } from '../picker/pick-item.js';
import { PickSource } from '../picker/pick-source.js';
import { Picker } from '../picker/picker.js';
import { injectRemoteItems } from '../picker/remote-items.js';
import { stringList } from '../string-list.js';
import { takesList } from './takes-list.js';

let made = 0;

/** Users, departments, records. */
@Component({
  selector: 'ry-pointer-filter',
  imports: [Picker],
  styles: ':host { display: block; min-width: 0 }',
  template: `
    <ry-picker
      [pickerId]="id"
      [label]="control().label"
      [multiple]="many()"
      [remote]="control().field.type !== 'department'"
      [items]="remote.items()"
      [loading]="remote.loading()"
      [failed]="remote.failed()"
      [chosen]="chosen()"
      [placeholder]="t('fields.searchHint')"
      (opened)="remote.search('')"
      (searched)="remote.search($event)"
      (chosenChange)="choose($event)"
    />
  `,
})
export class PointerFilter implements FilterEditor {
  readonly control = input.required<FilterControl>();
  protected readonly t = injectTranslate();
  private readonly source = inject(PickSource);
  private readonly names = inject(NameCache);
  protected readonly id = `pointer-filter-${made++}`;
  protected readonly remote = injectRemoteItems((words, signal) =>
    this.source.find(this.control().field, words, signal),
  );
  protected readonly many = computed(() => takesList(this.control().op));
  protected readonly chosen = computed<readonly PickItem[]>(() =>
    stringList(this.control().value()).map((id) => ({
      key: id,
      label: this.names.nameOf(id) ?? this.t('fields.unknownName'),
    })),
  );

  protected choose(items: readonly PickItem[]): void {
    const keys = items.map((item) => item.key);
    this.control().set(this.many() ? keys : (keys[0] ?? null));
  }
}
