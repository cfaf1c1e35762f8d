import { DOCUMENT } from '@angular/common';
import type { HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { LocaleStore } from '@ruyi/ui/kit';
import { API_PREFIX } from './api-client.js';

const CSRF_COOKIE = /(?:^|;\s*)ruyi_csrf=([^;]*)/;

/** Adds the reader's language, and the CSRF token that a cookie session needs on everything but GET. */
export const sessionHeaders: HttpInterceptorFn = (request, next) => {
  if (!request.url.startsWith(API_PREFIX)) return next(request);
  const csrf = CSRF_COOKIE.exec(inject(DOCUMENT).cookie)?.[1];
  const setHeaders: Record<string, string> = { 'Accept-Language': inject(LocaleStore).locale() };
  if (csrf && request.method !== 'GET') setHeaders['X-CSRF-Token'] = decodeURIComponent(csrf);
  return next(request.clone({ setHeaders }));
};
