import { Component, computed, inject, input, signal } from '@angular/core';
import { isPlainObject } from '@ruyi/contract/field-values';
import type { Field } from '@ruyi/contract/metadata';
import { ModuleStore, SessionStore } from '@ruyi/ui/data-access';
import { injectTranslate } from '@ruyi/ui/kit';
import type { FieldControl } from '../field-control.js';
import type { FieldInput } from '../field-input.js';
import { NameCache } from '../picker/name-cache.js';
import type { PickItem } from '../picker/pick-item.js';
import { PickSource } from '../picker/pick-source.js';
import { Picker } from '../picker/picker.js';
import { RECORD_CREATOR } from '../picker/record-creator.js';
import { injectRemoteItems } from '../picker/remote-items.js';
import { stringList } from '../string-list.js';
import { Words } from '../words.js';

/** Users, departments and records: searched on the server while typing; a record can be made on the way. */
@Component({
  selector: 'ry-pointer-input',
  imports: [Picker],
  styles:
    ':host { display: flex; gap: 6px; min-width: 0 } ry-picker { flex: 1; min-width: 0 } select { width: auto; flex: none; height: 36px }',
  template: `
    @if (control().field.targets; as targets) {
      <select
        #box
        class="ry-input"
        [attr.aria-label]="t('fields.moduleOf', { name: control().label() })"
        [disabled]="control().disabled()"
        (change)="aim(box.value)"
      >
        @for (one of targets; track one) {
          <option [value]="one" [selected]="one === target()">
            {{ words.of(modules.module(one)()?.label) || one }}
          </option>
        }
      </select>
    }
    <ry-picker
      [pickerId]="control().id"
      [label]="control().label()"
      [multiple]="multiple()"
      [items]="remote.items()"
      [loading]="remote.loading()"
      [failed]="remote.failed()"
      [remote]="control().field.type !== 'department'"
      [chosen]="chosen()"
      [disabled]="control().disabled()"
      [invalid]="control().invalid()"
      [describedBy]="control().describedBy()"
      [placeholder]="words.of(control().field.placeholder) || t('fields.searchHint')"
      [createLabel]="createLabel()"
      (opened)="remote.search('')"
      (searched)="typed.set($event); remote.search($event)"
      (chosenChange)="choose($event)"
      (created)="create($event)"
      [explained]="!!control().stray"
      (strayed)="control().stray?.($event)"
      (left)="control().touch()"
    />
  `,
})
export class PointerInput implements FieldInput {
  readonly control = input.required<FieldControl>();
  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  protected readonly typed = signal('');
  private readonly source = inject(PickSource);
  private readonly names = inject(NameCache);
  private readonly session = inject(SessionStore);
  protected readonly modules = inject(ModuleStore);
  private readonly creator = inject(RECORD_CREATOR, { optional: true });
  protected readonly remote = injectRemoteItems((words, signal) => this.source.find(this.searched(), words, signal));
  private readonly aimed = signal<string | null>(null);
  private readonly pointer = computed(() => {
    const value = this.control().value();
    return isPlainObject(value) && typeof value['module'] === 'string' && typeof value['id'] === 'string'
      ? { module: value['module'], id: value['id'] }
      : null;
  });
  /** The module that is searched: of several the chosen one. */
  protected readonly target = computed(() => {
    const { target, targets } = this.control().field;
    return targets ? (this.aimed() ?? this.pointer()?.module ?? targets[0]) : target;
  });
  private readonly searched = computed<Field>(() => {
    const target = this.target();
    return target ? { ...this.control().field, target } : this.control().field;
  });

  protected readonly multiple = computed(() => ['users', 'references'].includes(this.control().field.type));
  protected readonly chosen = computed<readonly PickItem[]>(() => {
    const ids = stringList(this.pointer()?.id ?? this.control().value());
    const text = this.control().text();
    return ids.map((id) => ({
      key: id,
      label: (ids.length === 1 ? text : null) ?? this.names.nameOf(id) ?? this.t('fields.unknownName'),
    }));
  });

  protected readonly createLabel = computed(() => {
    const { type } = this.control().field;
    const target = this.target();
    if (type !== 'reference' || !target || !this.creator || !this.session.can('create', target)) return null;
    const module = this.words.of(this.modules.module(target)()?.label);
    return this.t('fields.create', { module, name: this.typed() });
  });

  protected choose(items: readonly PickItem[]): void {
    const keys = items.map((item) => item.key);
    if (this.multiple()) this.control().set(keys.length === 0 ? null : keys);
    else this.put(keys[0] ?? null, items[0]?.label ?? null);
  }

  protected async create(name: string): Promise<void> {
    const target = this.target();
    if (!target || !this.creator) return;
    const made = await this.creator(target, name);
    if (made) this.put(made.id, made.name);
  }

  protected aim(module: string): void {
    this.aimed.set(module);
    this.control().set(null, null);
  }

  private put(id: string | null, name: string | null): void {
    const module = this.target();
    this.control().set(id !== null && this.control().field.targets && module ? { module, id } : id, name);
  }
}
