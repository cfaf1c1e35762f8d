import { Component, computed, inject, input, output, resource } from '@angular/core';
import { NameCache, PickSource, Picker, injectRemoteItems, type PickItem } from '@ruyi/ui/fields';

/** One colleague, found by typing. */
@Component({
  selector: 'ry-user-picker',
  imports: [Picker],
  template: `
    <ry-picker
      [pickerId]="pickerId()"
      [label]="label()"
      [remote]="true"
      [items]="users.items()"
      [loading]="users.loading()"
      [failed]="users.failed()"
      [chosen]="chosen()"
      [placeholder]="placeholder()"
      [invalid]="invalid()"
      (opened)="users.search('')"
      (searched)="users.search($event)"
      (chosenChange)="changed.emit($event[0]?.key ?? null)"
    />
  `,
})
export class UserPicker {
  readonly pickerId = input.required<string>();
  readonly label = input.required<string>();
  readonly userId = input.required<string | null>();
  readonly placeholder = input('');
  readonly invalid = input(false);
  readonly changed = output<string | null>();

  private readonly source = inject(PickSource);
  private readonly names = inject(NameCache);
  protected readonly users = injectRemoteItems((words, signal) => this.source.users(words, signal));
  /** The name of a user chosen before this page was opened. */
  private readonly known = resource({
    params: () => {
      const id = this.userId();
      return id && !this.names.nameOf(id) ? id : undefined;
    },
    loader: () => this.source.users('', new AbortController().signal),
  });
  protected readonly chosen = computed<readonly PickItem[]>(() => {
    const id = this.userId();
    if (!id || this.known.isLoading()) return [];
    return [{ key: id, label: this.names.nameOf(id) ?? '…' }];
  });
}
