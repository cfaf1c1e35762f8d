import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';
import { AppError } from '@ruyi/contract/errors';

/**
 * JSON and, but for a few public addresses, nothing else: forms are a 415, since they would also get past the CSRF wall.
 * An empty body is no body: clients
 * send the content type on a DELETE too.
 */
export function addJsonParser(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    ['application/json', 'application/merge-patch+json'],
    { parseAs: 'buffer' },
    (request, body, done) => {
      try {
        if (!isPlainUtf8(request.headers)) throw new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE('application/json');
        done(null, parse(body as Buffer));
      } catch (error) {
        done(error as Error);
      }
    },
  );
  addFormParser(fastify);
}

/** Gateways' callbacks, and the one click of mail programs: addresses that carry their own proof. */
const TAKES_FORMS = /^\/(api\/v1\/callbacks|unsubscribe)\//;

function addFormParser(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 64 * 1024 },
    (request, body, done) => {
      if (TAKES_FORMS.test(request.url)) done(null, Object.fromEntries(new URLSearchParams(body as string)));
      else done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE('application/x-www-form-urlencoded'));
    },
  );
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parse(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    const text = utf8.decode(body);
    if (text.trim() === '') return undefined;
    const value: unknown = JSON.parse(text);
    if (text.includes('__proto__')) refusePrototype(value, '');
    return value;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(400, 'malformed', {
      issues: [{ path: '', code: 'malformed', key: 'malformed.json' }],
      cause: error,
    });
  }
}

/** A key that would become the prototype of whatever it is copied to. */
function refusePrototype(value: unknown, at: string): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries(value)) {
    const path = at === '' ? key : `${at}.${key}`;
    if (key === '__proto__') throw AppError.invalid([{ path, code: 'unknownKey' }]);
    refusePrototype(each, path);
  }
}

/** What is packed, or in another character set, would be read as something that was never written. */
function isPlainUtf8(headers: FastifyRequest['headers']): boolean {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(headers['content-type'] ?? '')?.[1];
  return (
    /^(utf-?8|us-ascii)$/i.test(charset ?? 'utf-8') && /^\s*(identity)?\s*$/i.test(headers['content-encoding'] ?? '')
  );
}
