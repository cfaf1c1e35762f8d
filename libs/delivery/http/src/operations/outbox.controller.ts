import { Controller, Get, Header, Inject, NotFoundException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../base/auth/route-access.js';
import { OPERATIONS_PARTS, type OperationsParts } from './operations-parts.js';

/** What the local sinks took; exists only while they run. */
@ApiExcludeController()
@Controller('dev')
@Public()
export class OutboxController {
  constructor(@Inject(OPERATIONS_PARTS) private readonly parts: OperationsParts) {}

  @Get('outbox')
  @Header('content-type', 'text/html; charset=utf-8')
  page(): Promise<string> {
    return this.outbox().html();
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
