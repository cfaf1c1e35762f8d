import { Injectable, inject } from '@angular/core';
import { API_PREFIX, ApiClient } from '../http/api-client.js';
import type { FileInfo } from '../records/record.js';

@Injectable({ providedIn: 'root' })
export class FileApi {
  private readonly api = inject(ApiClient);

  upload(file: Blob, name?: string, signal?: AbortSignal): Promise<FileInfo> {
    const form = new FormData();
    form.append('file', file, name ?? (file instanceof File ? file.name : 'file'));
    return this.api.post<FileInfo>('/files', form, { signal });
  }

  /** Where a file is fetched, for `href` and `src`. */
  url(id: string): string {
    return `${API_PREFIX}/files/${id}`;
  }
}
