import type { FastifyReply, FastifyRequest } from 'fastify';
import { csrfTokenOf, SESSION_DAYS } from '@ruyi/identity';
import { isEncrypted } from '../server/is-encrypted.js';

export const SESSION_COOKIE = 'ruyi_session';
export const CSRF_COOKIE = 'ruyi_csrf';

const MAX_AGE = SESSION_DAYS * 86_400;

/** Hands a session to the browser: the token out of reach of scripts, the CSRF value within. */
export function setSessionCookies(request: FastifyRequest, reply: FastifyReply, token: string): void {
  const secure = isEncrypted(request) ? '; Secure' : '';
  reply.header('set-cookie', [
    `${SESSION_COOKIE}=${token}; Path=/; Max-Age=${MAX_AGE}; HttpOnly; SameSite=Lax${secure}`,
    `${CSRF_COOKIE}=${csrfTokenOf(token)}; Path=/; Max-Age=${MAX_AGE}; SameSite=Lax${secure}`,
  ]);
}

/** Takes them back. */
export function clearSessionCookies(reply: FastifyReply): void {
  reply.header('set-cookie', [
    `${SESSION_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`,
    `${CSRF_COOKIE}=; Path=/; Max-Age=0; SameSite=Lax`,
  ]);
}

/** The value of one cookie; undefined when it is absent. */
export function readCookie(request: FastifyRequest, name: string): string | undefined {
  const header = request.headers.cookie;
  if (!header) return undefined;
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}
