import { Component, computed, effect, inject, input } from '@angular/core';
import { injectTranslate } from '@ruyi/ui/kit';
import type { FieldDisplay, ShownValue } from '../field-display.js';
import { FileList } from '../files/file-list.js';
import { FileNames } from '../files/file-names.js';
import { stringList } from '../string-list.js';

/** Files and images; in a list only how many. */
@Component({
  selector: 'ry-files-display',
  imports: [FileList],
  styles: '.none { color: var(--ry-ink-3) }',
  template: `
    @if (ids().length === 0) {
      <span class="none">—</span>
    } @else if (shown().compact) {
      <span>{{ t('fields.fileCount', { count: ids().length }) }}</span>
    } @else {
      <ry-file-list [ids]="ids()" [images]="shown().field.type === 'images'" />
    }
  `,
})
export class FilesDisplay implements FieldDisplay {
  readonly shown = input.required<ShownValue>();
  protected readonly t = injectTranslate();
  private readonly names = inject(FileNames);
  protected readonly ids = computed(() => stringList(this.shown().value));

  constructor() {
    // The server sends the names of files as the words of the value, in the order of the ids.
    effect(() => {
      const words = (this.shown().text ?? '').split(/、|, /);
      const ids = this.ids();
      if (words.length === ids.length)
        this.names.keep(ids.map((id, index) => ({ id, ...(words[index] ? { name: words[index] } : {}) })));
    });
  }
}
