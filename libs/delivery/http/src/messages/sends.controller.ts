import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AppError } from '@ruyi/contract/errors';
import { AccessStore } from '@ruyi/engine/access';
import type { Context } from '@ruyi/engine/context';
import { JobRuns } from '@ruyi/engine/events';
import { Messages, RECIPIENT_STATES, type SendItem } from '@ruyi/engine/messages';
import { ObjectBody, type ObjectBodyValue } from '../records/object-body.js';
import { administers } from '../base/auth/administers.js';
import { Ctx } from '../base/auth/caller.js';
import { SignedIn } from '../base/auth/route-access.js';
import { Costs } from '../base/rates/costs.js';
import { OneOfField, QueryInteger, TextField } from '../base/input/body-fields.js';
import { IdParam } from '../base/input/id-param.js';
import { TrustedOriginOf } from '../base/server/request-origin.js';
import { readSendRequest } from './read-send-request.js';
import { Takes } from '../base/docs/takes.js';

const PAGE = 50;

class PageQuery {
  @TextField({ optional: true, max: 40 }) after?: string;
  @QueryInteger({ optional: true, min: 1, max: 200 }) limit?: number;
}

class RecipientQuery extends PageQuery {
  @OneOfField([...RECIPIENT_STATES, 'delivered', 'undelivered'] as const, { optional: true }) state?: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function paging(query: PageQuery): { readonly limit: number; readonly after?: string } {
  const limit = query.limit ?? PAGE;
  if (query.after === undefined) return { limit };
  if (!UUID.test(query.after)) throw AppError.invalid([{ path: 'after', code: 'invalidType' }]);
  return { limit, after: query.after };
}

@ApiTags('messages')
@Controller()
@SignedIn()
export class SendsController {
  constructor(
    private readonly messages: Messages,
    private readonly access: AccessStore,
    private readonly jobs: JobRuns,
  ) {}

  @Post('records/:module/send')
  @Costs(50)
  @HttpCode(202)
  @Takes.body({
    channel: 'string',
    templateId: 'string',
    'ids?': 'array',
    'view?': 'string',
    'filter?': 'object',
    'search?': 'string',
    'subordinate?': 'string',
    'pool?': 'string',
    'at?': 'string',
  })
  @ApiOperation({
    summary: 'Send a template to ticked records or to all that match; the answer’s job tells what became of each',
  })
  async send(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @ObjectBody() body: ObjectBodyValue,
    @TrustedOriginOf() origin: string,
  ): Promise<object> {
    return { jobId: await this.messages.sends.start(ctx, module, { ...readSendRequest(body), origin }) };
  }

  @Get('sends')
  async list(@Ctx() ctx: Context, @Query() query: PageQuery): Promise<object> {
    const everybody = await this.seesEverybodys(ctx);
    return this.messages.reader.list(ctx, { everybody, ...paging(query) });
  }

  @Get('sends/:id')
  read(@Ctx() ctx: Context, @IdParam() id: string): Promise<SendItem> {
    return this.sendOrThrow(ctx, id);
  }

  @Get('sends/:id/recipients')
  async recipients(@Ctx() ctx: Context, @IdParam() id: string, @Query() query: RecipientQuery): Promise<object> {
    const send = await this.sendOrThrow(ctx, id);
    const mask = await this.messages.addressMask(ctx, send);
    return this.messages.reader.recipients(ctx, send, {
      ...paging(query),
      ...(query.state ? { state: query.state } : {}),
      mask,
    });
  }

  @Post('sends/:id/cancel')
  @HttpCode(200)
  async cancel(@Ctx() ctx: Context, @IdParam() id: string): Promise<SendItem> {
    await this.sendOrThrow(ctx, id);
    await this.jobs.cancel(ctx, id);
    return this.sendOrThrow(ctx, id);
  }

  private async sendOrThrow(ctx: Context, id: string): Promise<SendItem> {
    return this.messages.reader.getOrThrow(ctx, id, await this.seesEverybodys(ctx));
  }

  private async seesEverybodys(ctx: Context): Promise<boolean> {
    return ctx.userId !== null && administers(await this.access.get(ctx), ctx.userId, ['senders', 'templates']);
  }
}
