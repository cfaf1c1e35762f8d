import { HttpClient, HttpEventType } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import { lastValueFrom, tap } from 'rxjs';
import { ApiProblem } from '../http/api-problem.js';
import { API_PREFIX, ApiClient } from '../http/api-client.js';
import type { FileInfo } from '../records/record.js';

@Injectable({ providedIn: 'root' })
export class FileApi {
  private readonly api = inject(ApiClient);
  private readonly http = inject(HttpClient);

  upload(file: Blob, name?: string, signal?: AbortSignal): Promise<FileInfo> {
    const form = new FormData();
    form.append('file', file, name ?? (file instanceof File ? file.name : 'file'));
    return this.api.post<FileInfo>('/files', form, { signal });
  }

  /** As {@link upload}, and says how far it has come, 0 to 1. */
  async uploadWatched(file: File, progress: (share: number) => void): Promise<FileInfo> {
    const form = new FormData();
    form.append('file', file, file.name);
    const events = this.http
      .post<FileInfo>(`${API_PREFIX}/files`, form, { observe: 'events', reportProgress: true })
      .pipe(
        tap((event) => {
          if (event.type === HttpEventType.UploadProgress && event.total) progress(event.loaded / event.total);
        }),
      );
    try {
      const last = await lastValueFrom(events);
      if (last.type === HttpEventType.Response && last.body) return last.body;
      throw new ApiProblem(500, 'internal', '');
    } catch (error) {
      throw ApiProblem.from(error);
    }
  }

  /** Where a file is fetched, for `href` and `src`. */
  url(id: string): string {
    return `${API_PREFIX}/files/${id}`;
  }
}
