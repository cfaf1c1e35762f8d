import { Controller, Get, Header, Headers, Inject, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CallerOf, type Caller } from '../auth/caller.js';
import { SignedIn } from '../auth/route-access.js';
import { NeedsNoTurn } from '../rates/tenant-turns.js';
import { EVENT_FEED, type EventFeed } from './event-feed.js';
import { EventStreams } from './event-streams.js';

@ApiTags('events')
@Controller('events')
export class EventsController {
  constructor(
    @Inject(EVENT_FEED) private readonly feed: EventFeed,
    private readonly streams: EventStreams,
  ) {}

  @Get()
  @SignedIn()
  @NeedsNoTurn()
  @Header('content-type', 'text/event-stream')
  @ApiOperation({
    summary: 'Server-sent events of the signed-in user: job, notification, record; resumable by Last-Event-ID',
  })
  async follow(
    @CallerOf() caller: Caller,
    @Headers('last-event-id') after: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.streams.stream({ caller, feed: this.feed, after: after ?? null }, request, reply);
  }
}
