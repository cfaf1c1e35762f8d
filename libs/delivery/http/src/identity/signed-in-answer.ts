import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignedIn } from '@ruyi/identity';
import { setSessionCookies } from '../base/auth/session-cookies.js';

/** The answer of every door: the token for API clients, the cookies for browsers. */
export function signedInAnswer(signedIn: SignedIn, request: FastifyRequest, reply: FastifyReply): SignedIn {
  setSessionCookies(request, reply, signedIn.accessToken);
  return signedIn;
}
