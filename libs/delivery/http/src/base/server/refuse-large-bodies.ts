import { finished } from 'node:stream/promises';
import { errorCodes, type FastifyInstance } from 'fastify';

/** A body that is announced as larger than this is not even listened to: the connection is closed under it. */
const MOST_DRAINED = 64 * 1024 * 1024;

/**
 * A body that is too large is let run out, unread, before it is refused: a server that answers and hangs up while the
 * client still writes gives it a broken connection instead of the answer. Uploads have limits of their own.
 */
export function refuseLargeBodies(fastify: FastifyInstance): void {
  fastify.addHook('preParsing', async (request, _reply, payload) => {
    const announced = Number(request.headers['content-length'] ?? 0);
    const isUpload = request.headers['content-type']?.startsWith('multipart/') === true;
    const limit = request.routeOptions.bodyLimit ?? fastify.initialConfig.bodyLimit ?? 0;
    if (isUpload || announced <= limit || announced > MOST_DRAINED) return payload;
    payload.resume();
    await finished(payload);
    throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
  });
}
