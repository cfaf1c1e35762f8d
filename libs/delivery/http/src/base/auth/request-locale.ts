import type { FastifyRequest } from 'fastify';
import type { Locale } from '@ruyi/contract/metadata';
import { localeOfHeader } from './accept-language.js';

/** The caller's own language, or the browser's for strangers. */
export function requestLocale(request: FastifyRequest): Locale {
  return request.caller?.ctx.locale ?? localeOfHeader(request.headers['accept-language']);
}
