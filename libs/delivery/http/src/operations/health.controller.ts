import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../base/auth/route-access.js';
import { OPERATIONS_PARTS, type OperationsParts } from './operations-parts.js';

@ApiTags('operations')
@Controller()
@Public()
export class HealthController {
  constructor(@Inject(OPERATIONS_PARTS) private readonly parts: OperationsParts) {}

  @Get('health/live')
  @ApiOperation({ summary: 'The process answers' })
  live(): object {
    return { status: 'ok' };
  }

  @Get('health/ready')
  @ApiOperation({ summary: 'Database and queue answer; 503 when one does not' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const report = await this.parts.readiness.report();
    if (report.status !== 'ok') reply.status(503);
    return report;
  }

  @Get('metrics')
  @ApiOperation({ summary: 'Prometheus' })
  async metrics(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    reply.header('content-type', this.parts.metrics.contentType);
    return this.parts.metrics.text();
  }
}
