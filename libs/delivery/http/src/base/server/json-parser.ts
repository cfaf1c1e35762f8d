import type { FastifyInstance } from 'fastify';
import { AppError } from '@ruyi/contract/errors';

/**
 * JSON and nothing else (forms are a 415: they would also get past the CSRF wall). An empty body is no body: clients
 * send the content type on a DELETE too.
 */
export function addJsonParser(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    ['application/json', 'application/merge-patch+json'],
    { parseAs: 'buffer' },
    (_request, body, done) => {
      try {
        done(null, parse(body as Buffer));
      } catch (error) {
        done(error as Error);
      }
    },
  );
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parse(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    const text = utf8.decode(body);
    if (text.trim() === '') return undefined;
    return JSON.parse(text, text.includes('__proto__') ? refusePrototype : undefined) as unknown;
  } catch (error) {
    throw error instanceof AppError ? error : new AppError(400, 'malformed', { cause: error });
  }
}

/** A key that would become the prototype of whatever it is copied to. */
function refusePrototype(key: string, value: unknown): unknown {
  if (key === '__proto__') throw AppError.invalid([{ path: key, code: 'unknownKey' }]);
  return value;
}
