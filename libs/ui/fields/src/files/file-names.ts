import { Injectable, signal } from '@angular/core';
import type { FileInfo } from '@ruyi/ui/data-access';

/** Names and sizes of files that were seen, by id. */
@Injectable({ providedIn: 'root' })
export class FileNames {
  private readonly known = signal<ReadonlyMap<string, Partial<FileInfo>>>(new Map());

  of(id: string): Partial<FileInfo> | undefined {
    return this.known().get(id);
  }

  keep(files: readonly (Partial<FileInfo> & Pick<FileInfo, 'id'>)[]): void {
    this.known.update(
      (known) => new Map([...known, ...files.map((file) => [file.id, { ...known.get(file.id), ...file }] as const)]),
    );
  }
}

/** `1.4 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['KB', 'MB', 'GB'];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${value >= 10 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
