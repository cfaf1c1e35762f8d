import { CdkDrag, CdkDragHandle, CdkDropList, moveItemInArray, type CdkDragDrop } from '@angular/cdk/drag-drop';
import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import type { Field, ModuleDescription, ViewColumn } from '@ruyi/contract/metadata';
import { Words } from '@ruyi/ui/fields';
import { Icon, injectTranslate } from '@ruyi/ui/kit';
import { isListable, type ListColumn } from './list-columns.js';

/** 列设置: which columns, in which order; kept for this reader and view. */
@Component({
  selector: 'ry-columns-panel',
  imports: [CdkDropList, CdkDrag, CdkDragHandle, Icon],
  styleUrl: './columns-panel.css',
  template: `
    <div class="body">
      <h3>{{ t('records.columns.shown') }}</h3>
      <ul cdkDropList (cdkDropListDropped)="drop($event)">
        @for (field of chosen(); track field.key; let index = $index) {
          <li cdkDrag>
            <span class="handle" cdkDragHandle aria-hidden="true"><ry-icon name="drag" [size]="16" /></span>
            <label>
              <input type="checkbox" checked [disabled]="field.key === module().nameField" (change)="remove(field)" />
              <span class="ry-clip">{{ words.of(field.label) }}</span>
            </label>
            <button
              type="button"
              class="ry-btn icon"
              [disabled]="index === 0"
              [attr.aria-label]="t('records.columns.up', { name: words.of(field.label) })"
              (click)="move(index, index - 1)"
            >
              <ry-icon name="chevronUp" [size]="16" />
            </button>
            <button
              type="button"
              class="ry-btn icon"
              [disabled]="index === chosen().length - 1"
              [attr.aria-label]="t('records.columns.down', { name: words.of(field.label) })"
              (click)="move(index, index + 1)"
            >
              <ry-icon name="chevronDown" [size]="16" />
            </button>
          </li>
        }
      </ul>
      <h3>{{ t('records.columns.others') }}</h3>
      <input
        #box
        type="search"
        class="ry-input"
        [attr.aria-label]="t('records.columns.search')"
        [placeholder]="t('records.columns.search')"
        (input)="search.set(box.value)"
      />
      <ul>
        @for (field of others(); track field.key) {
          <li>
            <label
              ><input type="checkbox" (change)="add(field)" /><span class="ry-clip">{{
                words.of(field.label)
              }}</span></label
            >
          </li>
        } @empty {
          <li class="ry-muted">{{ t('fields.noMatch') }}</li>
        }
      </ul>
    </div>
    <footer>
      <button type="button" class="ry-btn" (click)="saved.emit([])">{{ t('records.columns.reset') }}</button>
      <span class="ry-grow"></span>
      <button type="button" class="ry-btn primary" (click)="save()">{{ t('kit.ok') }}</button>
    </footer>
  `,
})
export class ColumnsPanel {
  readonly module = input.required<ModuleDescription>();
  readonly columns = input.required<readonly ListColumn[]>();
  /** An empty list goes back to the view's own columns. */
  readonly saved = output<readonly ViewColumn[]>();

  protected readonly t = injectTranslate();
  protected readonly words = inject(Words);
  protected readonly search = signal('');
  protected readonly chosen = linkedSignal<readonly Field[]>(() => this.columns().map((column) => column.field));
  protected readonly others = computed(() => {
    const chosen = new Set(this.chosen().map((field) => field.key));
    const words = this.search().trim().toLocaleLowerCase();
    return this.module().fields.filter(
      (field) =>
        isListable(field) && !chosen.has(field.key) && this.words.of(field.label).toLocaleLowerCase().includes(words),
    );
  });

  protected drop(event: CdkDragDrop<unknown>): void {
    this.move(event.previousIndex, event.currentIndex);
  }

  protected move(from: number, to: number): void {
    const fields = [...this.chosen()];
    moveItemInArray(fields, from, to);
    this.chosen.set(fields);
  }

  protected add(field: Field): void {
    this.chosen.update((fields) => [...fields, field]);
  }

  protected remove(field: Field): void {
    this.chosen.update((fields) => fields.filter((one) => one.key !== field.key));
  }

  protected save(): void {
    const widths = new Map(this.columns().map((column) => [column.field.key, column.width]));
    this.saved.emit(
      this.chosen().map(({ key }) => {
        const width = widths.get(key);
        return width === undefined ? { field: key } : { field: key, width };
      }),
    );
  }
}
