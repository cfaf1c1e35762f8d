import type { ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Context } from '@ruyi/engine/context';
import type { ModelStore } from '@ruyi/engine/model';
import { costOf, needsModel } from './cost-of.js';

/** What requests cost, with what the company's model says of them; it is asked for only where it may make a difference. */
export class RequestCost {
  constructor(
    private readonly reflector: Reflector,
    private readonly models: Pick<ModelStore, 'get'> | null,
  ) {}

  async of(
    request: FastifyRequest,
    handler: ReturnType<ExecutionContext['getHandler']>,
    ctx: Context,
  ): Promise<number> {
    const model = this.models && needsModel(this.reflector, handler, request) ? await this.models.get(ctx) : undefined;
    return costOf(this.reflector, handler, request, model);
  }
}
