import { Component, effect, inject, input, output, signal } from '@angular/core';
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

  constructor() {
    // A real record from the start: the reader may choose another one.
    effect((onCleanup) => {
      const module = this.module();
      const stop = new AbortController();
      onCleanup(() => stop.abort());
      this.choose([]);
      this.source.recordsOf(module, '', stop.signal).then(
        ([first]) => {
          if (first && !stop.signal.aborted) this.choose([first]);
        },
        () => undefined,
      );
    });
  }

  protected choose(items: readonly PickItem[]): void {
    this.chosen.set(items);
    this.picked.emit(items[0]?.key ?? null);
  }
}
