import { Controller, Get, Header, Inject, NotFoundException, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../base/auth/route-access.js';
import { contentSecurityPolicy, styleHash } from '../base/server/content-security-policy.js';
import { OPERATIONS_PARTS, type OperationsParts } from './operations-parts.js';

/** What the local sinks took; exists only while they run. */
@ApiExcludeController()
@Controller('dev')
@Public()
export class OutboxController {
  constructor(@Inject(OPERATIONS_PARTS) private readonly parts: OperationsParts) {}

  @Get('outbox')
  @Header('content-type', 'text/html; charset=utf-8')
  page(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const outbox = this.outbox();
    reply.header('content-security-policy', contentSecurityPolicy(styleHash(outbox.style)));
    return outbox.html();
  }

  @Get('outbox.json')
  json(): Promise<object> {
    return this.outbox().json();
  }

  private outbox(): NonNullable<OperationsParts['outbox']> {
    if (!this.parts.outbox) throw new NotFoundException();
    return this.parts.outbox;
  }
}
