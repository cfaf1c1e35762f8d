import { Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Context } from '@ruyi/engine/context';
import {
  Webhooks,
  type DeliveryPage,
  type Webhook,
  type WebhookDelivery,
  type WebhookWithSecret,
} from '@ruyi/delivery/webhooks';
import { Ctx } from '../base/auth/caller.js';
import { Requires } from '../base/auth/route-access.js';
import { Takes } from '../base/docs/takes.js';
import { ReplayedWithout, Unreplayed } from '../base/idempotency/idempotency-interceptor.js';
import { IdField, OneOfField, QueryInteger } from '../base/input/body-fields.js';
import { IdParam } from '../base/input/id-param.js';
import { ObjectBody, type ObjectBodyValue } from '../records/object-body.js';

const STATES = ['waiting', 'sending', 'delivered', 'failed'] as const satisfies WebhookDelivery['state'][];

class DeliveriesQuery {
  @QueryInteger({ optional: true, min: 1, max: 200 }) limit?: number;
  @IdField({ optional: true }) after?: string;
  @OneOfField(STATES, { optional: true }) state?: WebhookDelivery['state'];
}

@ApiTags('webhooks')
@Controller('webhooks')
@Requires('webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: Webhooks) {}

  @Get()
  @ApiOperation({ summary: 'Where other systems hear of records' })
  async list(@Ctx() ctx: Context): Promise<{ items: readonly Webhook[] }> {
    return { items: await this.webhooks.editor.list(ctx) };
  }

  @Post()
  @HttpCode(201)
  @ReplayedWithout('secret')
  @Takes.body({ name: 'string', url: 'string', events: 'array', roleId: 'string', 'enabled?': 'boolean' })
  @ApiOperation({
    summary: 'A webhook; the answer is the only one that has its secret',
    description:
      'Events are `module.event`: created, updated, deleted, restored, transferred; in modules with pools also claimed, ' +
      'allocated, putInPool, reclaimed. The record is sent as the role may see it; the role has to see all records of ' +
      'these modules, and no more than the caller. Messages follow the Standard Webhooks specification: headers ' +
      '`webhook-id`, `webhook-timestamp` and `webhook-signature` (HMAC-SHA256 of `id.timestamp.body`), at least once.',
  })
  create(@Ctx() ctx: Context, @ObjectBody() body: ObjectBodyValue): Promise<WebhookWithSecret> {
    return this.webhooks.editor.create(ctx, body);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One webhook' })
  read(@Ctx() ctx: Context, @IdParam() id: string): Promise<Webhook> {
    return this.webhooks.editor.getOrThrow(ctx, id);
  }

  @Patch(':id')
  @Takes.body({
    'name?': 'string',
    'url?': 'string',
    'events?': 'array',
    'roleId?': 'string',
    'enabled?': 'boolean',
    'version?': 'integer',
  })
  @ApiOperation({ summary: 'Change it; what waits when it is switched off has failed' })
  change(@Ctx() ctx: Context, @IdParam() id: string, @ObjectBody() body: ObjectBodyValue): Promise<Webhook> {
    return this.webhooks.editor.change(ctx, id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take it out, with the log of its messages' })
  remove(@Ctx() ctx: Context, @IdParam() id: string): Promise<void> {
    return this.webhooks.editor.remove(ctx, id);
  }

  @Post(':id/secret')
  @Unreplayed()
  @HttpCode(200)
  @ApiOperation({ summary: 'A new secret; for 24 hours the one before signs as well' })
  renewSecret(@Ctx() ctx: Context, @IdParam() id: string): Promise<WebhookWithSecret> {
    return this.webhooks.editor.renewSecret(ctx, id);
  }

  @Post(':id/test')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send a message of the type `test`, once, even if the webhook is off' })
  test(@Ctx() ctx: Context, @IdParam() id: string): Promise<WebhookDelivery> {
    return this.webhooks.deliveries.test(ctx, id);
  }

  @Get(':id/deliveries')
  @ApiOperation({ summary: 'Messages of the last 30 days with their attempts, newest first' })
  deliveries(@Ctx() ctx: Context, @IdParam() id: string, @Query() query: DeliveriesQuery): Promise<DeliveryPage> {
    return this.webhooks.deliveries.list(ctx, id, { ...query, limit: query.limit ?? 50 });
  }

  @Get(':id/deliveries/:deliveryId')
  @ApiOperation({ summary: 'One message' })
  delivery(
    @Ctx() ctx: Context,
    @IdParam() id: string,
    @IdParam('deliveryId') deliveryId: string,
  ): Promise<WebhookDelivery> {
    return this.webhooks.deliveries.getOrThrow(ctx, id, deliveryId);
  }

  @Post(':id/deliveries/:deliveryId/resend')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send it again under the same id, with as many attempts as a new one' })
  resend(
    @Ctx() ctx: Context,
    @IdParam() id: string,
    @IdParam('deliveryId') deliveryId: string,
  ): Promise<WebhookDelivery> {
    return this.webhooks.deliveries.resend(ctx, id, deliveryId);
  }
}
