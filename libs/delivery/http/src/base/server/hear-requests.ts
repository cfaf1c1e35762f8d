import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** What is told of one request: ids and figures, nothing that the caller has sent or got. */
export interface HeardRequest {
  readonly requestId: string;
  /** Absent where nobody is signed in. */
  readonly tenantId?: string;
  readonly userId?: string;
  readonly method: string;
  /** The pattern, never the path: paths hold tokens, and ids would make a series each. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  /** The caller was gone before the end: an event stream, or somebody who would not wait. */
  readonly abandoned?: true;
}

/** Hears of every request when it is answered, or given up by its caller. */
export type HearRequest = (request: HeardRequest) => void;

/** As proxies call it: the caller had gone before there was an answer. */
const UNANSWERED = 499;

/** Tells of every request that reaches the router. */
export function hearRequests(fastify: FastifyInstance, hear: HearRequest): void {
  const answered = new WeakSet<FastifyRequest>();
  fastify.addHook('onRequest', (request, reply, done) => {
    const { raw } = reply;
    raw.once('close', () => {
      if (answered.has(request)) return;
      const known = heard(request, reply);
      hear({ ...known, status: raw.headersSent ? known.status : UNANSWERED, abandoned: true });
    });
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    answered.add(request);
    hear(heard(request, reply));
    done();
  });
}

/** Tells of a request that no route and no hook ever sees: its address cannot be read. */
export function hearUnroutable(request: FastifyRequest, reply: FastifyReply, hear: HearRequest): void {
  reply.raw.once('finish', () => hear(heard(request, reply)));
}

function heard(request: FastifyRequest, reply: FastifyReply): HeardRequest {
  const who = request.caller?.ctx ?? request.recalled;
  return {
    requestId: request.id,
    ...(who ? { tenantId: who.tenantId, userId: who.userId ?? undefined } : {}),
    method: request.method,
    route: request.routeOptions.url ?? 'unmatched',
    status: reply.raw.statusCode,
    ms: Math.round(reply.elapsedTime * 10) / 10,
  };
}
