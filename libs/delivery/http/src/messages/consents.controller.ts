import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Context } from '@ruyi/engine/context';
import { Messages, type ChannelConsent } from '@ruyi/engine/messages';
import { Ctx } from '../base/auth/caller.js';
import { SignedIn } from '../base/auth/route-access.js';
import { IdParam } from '../base/input/id-param.js';

/** Consent is recorded by the action `consent`, on one record or many. */
@ApiTags('messages')
@Controller('records/:module/:id/consents')
@SignedIn()
export class ConsentsController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @ApiOperation({ summary: 'What the person behind a record’s number and mail address has agreed to or refused' })
  async list(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @IdParam() id: string,
  ): Promise<{ items: readonly ChannelConsent[] }> {
    return { items: await this.messages.consents.ofRecord(ctx, module, id) };
  }
}
