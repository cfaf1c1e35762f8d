import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Files whose names change with their content: the builder puts a hash of eight characters before the extension. */
const HASHED = /-[\w-]{8}\.\w+$/;
/** What is never a page of the client: the API, operations, and files (which would have been found). */
const NOT_A_PAGE = /^\/(api|health|metrics|dev)(\/|$|\?)|\.\w{2,5}($|\?)/;

/**
 * Serves the built client. A path that is neither a file nor the API's is a page of the client: its router decides.
 * False where no client was built.
 */
export async function serveWebClient(app: NestFastifyApplication, folder: string): Promise<boolean> {
  if (!existsSync(join(folder, 'index.html'))) return false;
  const fastify = app.getHttpAdapter().getInstance();
  await fastify.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header(
        'cache-control',
        HASHED.test(path.replace(/\.(br|gz)$/, '')) ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  fastify.get('/*', (request, reply) =>
    NOT_A_PAGE.test(request.url) ? reply.callNotFound() : reply.sendFile('index.html'),
  );
  return true;
}
