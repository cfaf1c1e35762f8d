import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { contentSecurityPolicy } from '@ruyi/delivery/http';

/** Files whose names change with their content: the builder puts a hash of eight characters before the extension. */
const HASHED = /-[\w-]{8}\.\w+$/;
/** What is never a page of the client: the API, operations, and files (which would have been found). */
const NOT_A_PAGE = /^\/(api|health|metrics|dev)(\/|$|\?)|\.\w{2,5}($|\?)/;
/** Stands in the page for the nonce of an answer; Angular gives it to the style elements that it makes. */
const NONCE = '__nonce__';

/** The page in which mails are shown: framed by ours, without an origin, with the styles that mails bring, and no script of theirs. */
const MAIL_FRAME = 'mail-frame.html';
const MAIL_FRAME_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  'sandbox allow-scripts',
  "frame-ancestors 'self'",
].join('; ');

/**
 * Serves the built client. A path that is neither a file nor the API's is a page of the client: its router decides.
 * False where no client was built.
 */
export async function serveWebClient(app: NestFastifyApplication, folder: string): Promise<boolean> {
  const index = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null);
  if (index === null) return false;
  const fastify = app.getHttpAdapter().getInstance();
  await fastify.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    // Has a nonce of its own in each answer.
    globIgnore: ['index.html*'],
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const plain = path.replace(/\.(br|gz)$/, '');
      reply.header('cache-control', HASHED.test(plain) ? 'public, max-age=31536000, immutable' : 'no-cache');
      if (plain !== join(folder, MAIL_FRAME)) return;
      reply.header('content-security-policy', MAIL_FRAME_POLICY);
      reply.header('x-frame-options', 'SAMEORIGIN');
    },
  });
  fastify.get('/*', (request, reply) => {
    if (NOT_A_PAGE.test(request.url)) return reply.callNotFound();
    const nonce = randomBytes(16).toString('base64');
    return reply
      .header('content-security-policy', contentSecurityPolicy(`'nonce-${nonce}'`))
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(index.replaceAll(NONCE, nonce));
  });
  return true;
}
