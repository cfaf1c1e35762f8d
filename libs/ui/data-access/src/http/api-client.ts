import { HttpClient, HttpHeaders, HttpParams, type HttpResponse } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import { firstValueFrom, fromEvent, take, takeUntil, type Observable } from 'rxjs';
import { ApiProblem } from './api-problem.js';

export const API_PREFIX = '/api/v1';

export type QueryValue = string | number | boolean | null | undefined;

export interface RequestOptions {
  /** `null` and `undefined` are left out. */
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly signal?: AbortSignal;
  /** The same key on every attempt of one wish makes a repeated POST harmless. */
  readonly idempotencyKey?: string;
}

/** A body with the response header that names the change, for undo. */
export interface Changed<T> {
  readonly body: T;
  readonly changeSet: string | null;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The one door to the server: paths below `/api/v1`, JSON in and out, {@link ApiProblem} on failure. */
@Injectable({ providedIn: 'root' })
export class ApiClient {
  private readonly http = inject(HttpClient);

  get<T>(path: string, options: RequestOptions = {}): Promise<T> {
    return this.send<T>('GET', path, undefined, options);
  }

  post<T>(path: string, body: unknown = {}, options: RequestOptions = {}): Promise<T> {
    return this.send<T>('POST', path, body, options);
  }

  put<T>(path: string, body: unknown = {}, options: RequestOptions = {}): Promise<T> {
    return this.send<T>('PUT', path, body, options);
  }

  patch<T>(path: string, body: unknown = {}, options: RequestOptions = {}): Promise<T> {
    return this.send<T>('PATCH', path, body, options);
  }

  delete<T = void>(path: string, options: RequestOptions = {}): Promise<T> {
    return this.send<T>('DELETE', path, undefined, options);
  }

  /** As the verbs above, and says which change set the write made. */
  async change<T>(method: Method, path: string, body?: unknown, options: RequestOptions = {}): Promise<Changed<T>> {
    const response = await this.request<T>(method, path, body, options);
    return { body: response.body as T, changeSet: response.headers.get('X-Change-Set') };
  }

  private async send<T>(method: Method, path: string, body: unknown, options: RequestOptions): Promise<T> {
    const response = await this.request<T>(method, path, body, options);
    return response.body as T;
  }

  private async request<T>(
    method: Method,
    path: string,
    body: unknown,
    options: RequestOptions,
  ): Promise<HttpResponse<T>> {
    const response$ = this.http.request<T>(method, API_PREFIX + path, {
      body,
      params: params(options.query),
      headers: headers(options),
      observe: 'response',
    });
    try {
      return await firstValueFrom(abortable(response$, options.signal));
    } catch (error) {
      throw options.signal?.aborted ? error : ApiProblem.from(error);
    }
  }
}

function abortable<T>(source: Observable<T>, signal: AbortSignal | undefined): Observable<T> {
  return signal ? source.pipe(takeUntil(fromEvent(signal, 'abort').pipe(take(1)))) : source;
}

function params(query: RequestOptions['query']): HttpParams {
  let result = new HttpParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value !== null && value !== undefined && value !== '') result = result.set(key, value);
  }
  return result;
}

function headers(options: RequestOptions): HttpHeaders {
  return options.idempotencyKey ? new HttpHeaders({ 'Idempotency-Key': options.idempotencyKey }) : new HttpHeaders();
}
