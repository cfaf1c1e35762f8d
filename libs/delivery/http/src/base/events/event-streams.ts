import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Identity } from '@ruyi/identity';
import type { Caller } from '../auth/caller.js';
import { ERROR_LOG, type ErrorLog } from '../problem/error-log.js';
import type { EventFeed, FeedEvent } from './event-feed.js';
import { SessionConfirmer } from './session-confirmer.js';

/** Milliseconds between comments that keep proxies from closing, and between looks at whether the session still holds. */
const HEARTBEAT = 20_000;
const EVENT_ID = /^[0-9a-f-]{36}$/i;

interface StreamRequest {
  readonly caller: Caller;
  readonly feed: EventFeed;
  readonly after: string | null;
}

/** Open server-sent event streams of this process; they end with their session and with the process. */
@Injectable()
export class EventStreams implements BeforeApplicationShutdown {
  private readonly open = new Set<AbortController>();

  constructor(
    private readonly identity: Identity,
    private readonly confirmer: SessionConfirmer,
    @Inject(ERROR_LOG) private readonly log: ErrorLog,
  ) {}

  /** Before the server waits for its connections to end: these would not. */
  beforeApplicationShutdown(): void {
    for (const each of this.open) each.abort();
  }

  async stream({ caller, feed, after }: StreamRequest, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const controller = new AbortController();
    this.open.add(controller);
    const close = (): void => controller.abort();
    request.raw.on('close', close);
    const response = reply.hijack().raw;
    response.on('close', close);
    response.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    response.write('retry: 3000\n\n');
    const heartbeat = setInterval(() => void this.beat(caller, response, controller), HEARTBEAT);
    try {
      const resumable = after && EVENT_ID.test(after) ? after : null;
      for await (const event of feed.follow(caller.ctx, { after: resumable, signal: controller.signal })) {
        // Nothing is told to a session that has ended since the last event.
        if (!(await this.confirmer.holds(caller)) || controller.signal.aborted) break;
        if (!response.write(asText(event))) await Promise.race([once(response, 'drain'), once(response, 'close')]);
      }
    } catch (error) {
      const { tenantId, userId } = caller.ctx;
      if (!controller.signal.aborted)
        this.log.error({ err: error, requestId: request.id, tenantId, userId }, 'event stream failed');
    } finally {
      clearInterval(heartbeat);
      this.open.delete(controller);
      response.end();
    }
  }

  private async beat(caller: Caller, response: ServerResponse, controller: AbortController): Promise<void> {
    try {
      const session = await this.identity.sessions.find(caller.token);
      if (session) response.write(': still here\n\n');
      else controller.abort();
    } catch {
      // The database is away for a moment; the next beat asks again.
    }
  }
}

function asText(event: FeedEvent): string {
  return `id: ${event.id}\nevent: ${event.kind}\ndata: ${JSON.stringify(event.data)}\n\n`;
}
