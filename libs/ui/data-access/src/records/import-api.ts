import { Injectable, inject } from '@angular/core';
import { API_PREFIX, ApiClient } from '../http/api-client.js';

export type ImportMode = 'create' | 'update' | 'both';
/** What becomes of a row whose record is there. */
export type DuplicateRule = 'skip' | 'fill' | 'overwrite' | 'refuse';

/** A file before it is imported. */
export interface ImportLook {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly total: number;
  /** Heading → field that bears its name. */
  readonly mapping: Readonly<Record<string, string>>;
  /** Keys of the fields that a column may be, and of those by which a record can be told. */
  readonly fields: readonly string[];
  readonly matchable: readonly string[];
}

export interface ImportWish {
  readonly fileId: string;
  readonly mode: ImportMode;
  readonly matchOn: string | null;
  readonly mapping: Readonly<Record<string, string>>;
  readonly duplicates: DuplicateRule;
  readonly dryRun: boolean;
}

@Injectable({ providedIn: 'root' })
export class ImportApi {
  private readonly api = inject(ApiClient);

  /** Where a file to fill in is fetched. */
  templateUrl = (module: string, format: 'xlsx' | 'csv') =>
    `${API_PREFIX}/records/${module}/import/template?format=${format}`;
  look = (module: string, fileId: string) => this.api.post<ImportLook>(`/records/${module}/import/look`, { fileId });
  start = (module: string, wish: ImportWish) => this.api.post<{ jobId: string }>(`/records/${module}/import`, wish);
}
