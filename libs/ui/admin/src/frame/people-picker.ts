import { Component, computed, inject, input, output, resource } from '@angular/core';
import { NameCache, PickSource, Picker, injectRemoteItems, type PickItem } from '@ruyi/ui/fields';
import { injectTranslate } from '@ruyi/ui/kit';

export interface ChosenPeople {
  readonly users: readonly string[];
  readonly departments: readonly string[];
}

/** People by name and by department. */
@Component({
  selector: 'ry-people-picker',
  imports: [Picker],
  template: `
    <div>
      <label [attr.for]="pickerId() + '-departments'">{{ t('admin.pools.departments') }}</label>
      <ry-picker
        [pickerId]="pickerId() + '-departments'"
        [label]="t('admin.pools.departments')"
        [multiple]="true"
        [items]="departments.value() ?? []"
        [loading]="departments.isLoading()"
        [chosen]="chosenDepartments()"
        (chosenChange)="put({ departments: keys($event) })"
      />
    </div>
    <div>
      <label [attr.for]="pickerId() + '-users'">{{ t('admin.pools.people') }}</label>
      <ry-picker
        [pickerId]="pickerId() + '-users'"
        [label]="t('admin.pools.people')"
        [multiple]="true"
        [remote]="true"
        [items]="users.items()"
        [loading]="users.loading()"
        [failed]="users.failed()"
        [chosen]="chosenUsers()"
        (opened)="users.search('')"
        (searched)="users.search($event)"
        (chosenChange)="put({ users: keys($event) })"
      />
    </div>
  `,
  styles: `
    :host {
      display: grid;
      gap: 10px;
    }
    label {
      display: block;
      margin-bottom: 4px;
      color: var(--ry-ink-2);
      font-size: 13px;
    }
  `,
})
export class PeoplePicker {
  readonly pickerId = input.required<string>();
  readonly people = input.required<ChosenPeople>();
  readonly changed = output<ChosenPeople>();

  protected readonly t = injectTranslate();
  private readonly source = inject(PickSource);
  private readonly names = inject(NameCache);
  protected readonly departments = resource({ loader: () => this.source.departments() });
  protected readonly users = injectRemoteItems((words, signal) => this.source.users(words, signal));
  /** Names of the users that are chosen already. */
  private readonly known = resource({ loader: () => this.source.users('', new AbortController().signal) });

  protected readonly chosenDepartments = computed(() => this.items(this.people().departments));
  protected readonly chosenUsers = computed(() => (this.known.isLoading() ? [] : this.items(this.people().users)));

  protected keys(items: readonly PickItem[]): readonly string[] {
    return items.map((item) => item.key);
  }

  protected put(change: Partial<ChosenPeople>): void {
    const { users, departments } = { ...this.people(), ...change };
    this.changed.emit({ users, departments });
  }

  private items(ids: readonly string[]): readonly PickItem[] {
    return ids.map((id) => ({ key: id, label: this.names.nameOf(id) ?? id.slice(0, 8) }));
  }
}
