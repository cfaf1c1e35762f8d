import { Component, inject, input, output, signal } from '@angular/core';
import { PickSource, Picker, injectRemoteItems, type PickItem } from '@ruyi/ui/fields';

/** One record of a module, found by typing. */
@Component({
  selector: 'ry-record-picker',
  imports: [Picker],
  template: `
    <ry-picker
      [pickerId]="pickerId()"
      [label]="label()"
      [remote]="true"
      [items]="records.items()"
      [loading]="records.loading()"
      [failed]="records.failed()"
      [chosen]="chosen()"
      [placeholder]="placeholder()"
      (opened)="records.search('')"
      (searched)="records.search($event)"
      (chosenChange)="choose($event)"
    />
  `,
})
export class RecordPicker {
  readonly pickerId = input.required<string>();
  readonly label = input.required<string>();
  readonly module = input.required<string>();
  readonly placeholder = input('');
  readonly picked = output<string | null>();

  private readonly source = inject(PickSource);
  protected readonly records = injectRemoteItems((words, signal) =>
    this.source.recordsOf(this.module(), words, signal),
  );
  protected readonly chosen = signal<readonly PickItem[]>([]);

  protected choose(items: readonly PickItem[]): void {
    this.chosen.set(items);
    this.picked.emit(items[0]?.key ?? null);
  }
}
