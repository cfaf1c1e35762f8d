import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppError } from '@ruyi/contract/errors';
import { withConfirmation, type Context } from '@ruyi/engine/context';
import { Identity, isApiKey, isCsrfTokenOf, type OpenSession } from '@ruyi/identity';
import { RequestRates } from '../rates/request-rates.js';
import type { Caller } from './caller.js';
import { readCookie, SESSION_COOKIE } from './session-cookies.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const BEARER = /^Bearer +(\S+) *$/i;

/** Finds out who sends a request, by its bearer token or its session cookie. */
@Injectable()
export class CallerFinder {
  constructor(
    private readonly identity: Identity,
    private readonly rates: RequestRates,
  ) {}

  /** By one trip to the database; 401 for a session that is unknown or over, 429 when its address sends many such. */
  async findOrThrow(request: FastifyRequest): Promise<Caller> {
    const { token, via } = tokenOf(request);
    const session = token ? await this.identity.sessions.find(token) : null;
    // Looked for first, however many wrong ones came from there: a company shares an address with whoever is in its network.
    if (token !== undefined && !session) await this.rates.wrongTokenOrThrow(request.ip);
    if (!token || !session) throw new AppError(401, 'unauthenticated');
    checkCsrf(request, token, via);
    return { ctx: contextOf(session, request.id), session, token, via };
  }

  /** From memory, to be confirmed by the first read; null where this process has not met the session lately. */
  recall(request: FastifyRequest): Caller | null {
    const { token, via } = tokenOf(request);
    const recalled = token ? this.identity.sessions.recall(token) : null;
    // What keeps somebody out is not taken from memory: it may be over.
    if (!token || !recalled || recalled.session.secondFactor === 'missing') return null;
    checkCsrf(request, token, via);
    const { session, confirmation } = recalled;
    return { ctx: withConfirmation(contextOf(session, request.id), confirmation), session, token, via };
  }
}

/** A bearer token that is wrong is not made up for by a cookie that is right. */
function tokenOf(request: FastifyRequest): { readonly token: string | undefined; readonly via: Caller['via'] } {
  const { authorization } = request.headers;
  if (authorization !== undefined) return { token: BEARER.exec(authorization)?.[1] ?? '', via: 'bearer' };
  const cookie = readCookie(request, SESSION_COOKIE);
  // A key is for programs, which say it themselves: no browser sends it unasked.
  return { token: cookie !== undefined && isApiKey(cookie) ? undefined : cookie, via: 'cookie' };
}

function checkCsrf(request: FastifyRequest, token: string, via: Caller['via']): void {
  if (via === 'bearer' || SAFE_METHODS.has(request.method)) return;
  const header = request.headers['x-csrf-token'];
  if (typeof header !== 'string' || !isCsrfTokenOf(token, header)) throw AppError.notAllowed('csrf');
}

function contextOf(session: OpenSession, requestId: string): Context {
  const { tenantId, userId, locale, timeZone, baseCurrency, modelVersion, accessVersion } = session;
  return { tenantId, userId, locale, timeZone, baseCurrency, modelVersion, accessVersion, requestId };
}
