import { Component, computed, inject, input, signal } from '@angular/core';
import { POINTER_LIMITS } from '@ruyi/contract/field-values';
import { ApiProblem, FileApi } from '@ruyi/ui/data-access';
import { injectTranslate } from '@ruyi/ui/kit';
import type { FieldControl } from '../field-control.js';
import type { FieldInput } from '../field-input.js';
import { FileList } from '../files/file-list.js';
import { FileNames } from '../files/file-names.js';
import { stringList } from '../string-list.js';

interface Upload {
  readonly name: string;
  readonly share: number;
  readonly error: string | null;
}

/** Files and images: chosen, dropped or taken with the camera; each shows how far it has come. */
@Component({
  selector: 'ry-files-input',
  imports: [FileList],
  styleUrl: './files-input.css',
  templateUrl: './files-input.html',
})
export class FilesInput implements FieldInput {
  readonly control = input.required<FieldControl>();
  protected readonly t = injectTranslate();
  private readonly api = inject(FileApi);
  private readonly names = inject(FileNames);
  protected readonly uploads = signal<readonly Upload[]>([]);
  protected readonly over = signal(false);
  protected readonly ids = computed(() => stringList(this.control().value()));
  protected readonly images = computed(() => this.control().field.type === 'images');
  protected readonly room = computed(
    () => (this.control().field.maxLength ?? POINTER_LIMITS.files) - this.ids().length,
  );

  protected async take(files: ArrayLike<File>): Promise<void> {
    this.over.set(false);
    await Promise.all(
      Array.from(files)
        .slice(0, Math.max(this.room(), 0))
        .map((file) => this.upload(file)),
    );
    this.control().touch();
  }

  protected remove(id: string): void {
    const kept = this.ids().filter((one) => one !== id);
    this.control().set(kept.length === 0 ? null : kept);
  }

  protected dismiss(upload: Upload): void {
    this.uploads.update((all) => all.filter((one) => one !== upload));
  }

  private async upload(file: File): Promise<void> {
    let state: Upload = { name: file.name, share: 0, error: null };
    this.uploads.update((all) => [...all, state]);
    const change = (next: Upload | null): void => {
      const before = state;
      this.uploads.update((all) => all.flatMap((one) => (one === before ? (next ?? []) : [one])));
      if (next) state = next;
    };
    try {
      const info = await this.api.uploadWatched(file, (share) => change({ ...state, share }));
      this.names.keep([info]);
      this.control().set([...this.ids(), info.id]);
      change(null);
    } catch (error) {
      change({ ...state, error: ApiProblem.from(error).detail || this.t('fields.uploadFailed') });
    }
  }
}
