import { Injectable, inject } from '@angular/core';
import { ApiClient, type RequestOptions } from '../http/api-client.js';
import type { CursorPage, Items, Total } from '../http/page.js';
import type {
  ApiRecord,
  DuplicateMatch,
  HistoryEntry,
  MergePreview,
  MergeRequest,
  ReclaimForecast,
  RecordValues,
  RelatedCount,
  TeamMember,
  TimelineEntry,
} from './record.js';
import { queryParameters, type RecordQuery } from './record-query.js';

export interface RecordPage extends CursorPage<ApiRecord> {
  readonly total?: Total;
}

type Signalled = Pick<RequestOptions, 'signal'>;

/** A longer query goes as a body: proxies refuse addresses beyond a few kilobytes. */
const LONGEST_QUERY = 1500;

/** Records of any module, one at a time and as lists. Bulk actions are in `BulkApi`. */
@Injectable({ providedIn: 'root' })
export class RecordApi {
  private readonly api = inject(ApiClient);

  list(module: string, query: RecordQuery, options: Signalled = {}): Promise<RecordPage> {
    const parameters = queryParameters(query);
    if (JSON.stringify(parameters).length <= LONGEST_QUERY) {
      return this.api.get<RecordPage>(`/records/${module}`, { query: parameters, ...options });
    }
    const body = { ...parameters, filter: query.filter, fields: query.fields };
    return this.api.post<RecordPage>(`/records/${module}/query`, body, options);
  }

  /** The count alone: the second request of a list. */
  async total(module: string, query: RecordQuery, options: Signalled = {}): Promise<Total> {
    const page = await this.list(
      module,
      { ...query, page: undefined, limit: 1, total: query.total ?? 'capped' },
      options,
    );
    return page.total ?? { value: page.items.length, exact: false };
  }

  /** One record; one in the recycle bin only when asked for. */
  get = (module: string, id: string, { deleted, ...options }: Signalled & { readonly deleted?: boolean } = {}) =>
    this.api.get<ApiRecord>(`/records/${module}/${id}`, { ...options, query: { deleted } });

  create = (module: string, values: RecordValues, idempotencyKey?: string) =>
    this.api.change<ApiRecord>('POST', `/records/${module}`, values, { idempotencyKey });

  update = (module: string, id: string, version: number, values: RecordValues) =>
    this.api.change<ApiRecord>('PATCH', `/records/${module}/${id}`, { version, ...values });

  delete = (module: string, id: string, version: number) =>
    this.api.change<void>('DELETE', `/records/${module}/${id}`, undefined, { query: { version } });

  restore = (module: string, id: string, body: RecordValues = {}) =>
    this.api.change<ApiRecord>('POST', `/records/${module}/${id}/restore`, body);

  act = (module: string, id: string, action: string, parameters: RecordValues = {}) =>
    this.api.change<ApiRecord>('POST', `/records/${module}/${id}/actions/${action}`, parameters);

  merge = (module: string, request: MergeRequest) =>
    this.api.change<ApiRecord>('POST', `/records/${module}/merge`, request);

  /** What a merge would keep and move. */
  mergePreview = (module: string, request: Pick<MergeRequest, 'into' | 'from'>, options: Signalled = {}) =>
    this.api.post<MergePreview>(`/records/${module}/merge`, { ...request, dryRun: true }, options);

  undo = (changeSet: string) =>
    this.api.post<{ reverted: number; moved: readonly { module: string; id: string }[] }>(`/changes/${changeSet}/undo`);

  history = (module: string, id: string, after?: string, limit = 20) =>
    this.api.get<CursorPage<HistoryEntry>>(`/records/${module}/${id}/history`, { query: { after, limit } });

  timeline = (module: string, id: string, after?: string, kinds?: readonly string[], limit = 20) =>
    this.api.get<CursorPage<TimelineEntry>>(`/records/${module}/${id}/timeline`, {
      query: { after, limit, kinds: kinds?.join(',') },
    });

  related = (module: string, id: string) => this.api.get<Items<RelatedCount>>(`/records/${module}/${id}/related`);

  team = (module: string, id: string) => this.api.get<Items<TeamMember>>(`/records/${module}/${id}/team`);
  setTeamMember = (
    module: string,
    id: string,
    userId: string,
    member: Pick<TeamMember, 'access'> & { expiresAt?: string | null },
  ) => this.api.put<unknown>(`/records/${module}/${id}/team/${userId}`, member);
  removeTeamMember = (module: string, id: string, userId: string) =>
    this.api.delete(`/records/${module}/${id}/team/${userId}`);

  watch = (module: string, id: string) => this.api.put<void>(`/records/${module}/${id}/watch`);
  unwatch = (module: string, id: string) => this.api.delete(`/records/${module}/${id}/watch`);

  duplicates = (module: string, values: RecordValues, exclude?: string, options: Signalled = {}) =>
    this.api.post<{ matches: readonly DuplicateMatch[] }>(
      `/records/${module}/duplicates`,
      exclude ? { values, exclude } : { values },
      options,
    );

  /** Records with something like the text, best first. */
  duplicatesOfText = (module: string, text: string, options: Signalled = {}) =>
    this.api.post<{ matches: readonly DuplicateMatch[] }>(`/records/${module}/duplicates`, { text }, options);

  reclaim = (module: string, id: string) => this.api.get<ReclaimForecast>(`/records/${module}/${id}/reclaim`);
}
