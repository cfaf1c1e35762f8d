import { Body, Controller, Get, HttpCode, Param, Post, Put, type PipeTransform } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AppError } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import { Messages, PROVIDERS, type MessageChannel, type StoredSender } from '@ruyi/engine/messages';
import { Ctx } from '../base/auth/caller.js';
import { Requires, SignedIn } from '../base/auth/route-access.js';
import { OriginOf } from '../base/server/request-origin.js';
import { Unreplayed } from '../base/idempotency/idempotency-interceptor.js';
import { Takes } from '../base/docs/takes.js';

class ChannelPipe implements PipeTransform<unknown, MessageChannel> {
  transform(value: unknown): MessageChannel {
    if (value === 'mail' || value === 'sms') return value;
    throw AppError.notFound();
  }
}

@ApiTags('messages')
@Controller('senders')
export class SendersController {
  constructor(private readonly messages: Messages) {}

  @Get('status')
  @SignedIn()
  @ApiOperation({ summary: 'Whether each channel can send, and what is to be done, in order' })
  async status(@Ctx() ctx: Context): Promise<object> {
    const [mail, sms] = await Promise.all([
      this.messages.senders.status(ctx, 'mail'),
      this.messages.senders.status(ctx, 'sms'),
    ]);
    return { mail, sms };
  }

  @Get(':channel')
  @Requires('senders')
  @ApiOperation({ summary: 'The sender; of SMS also the addresses to enter at the provider for receipts and replies' })
  async read(
    @Ctx() ctx: Context,
    @Param('channel', ChannelPipe) channel: MessageChannel,
    @OriginOf() origin: string,
  ): Promise<object> {
    const sender = await this.messages.senders.find(ctx, channel);
    if (channel === 'mail') return { sender, providers: PROVIDERS.mail };
    const address = `${origin}/api/v1/callbacks/sms/${await this.messages.callbacks.token(ctx)}`;
    return {
      sender,
      providers: PROVIDERS.sms,
      callbacks: { receipts: `${address}/receipts`, replies: `${address}/replies` },
    };
  }

  @Post('sms/callbacks/renew')
  @Requires('senders')
  @Unreplayed()
  @HttpCode(204)
  @ApiOperation({ summary: 'New callback addresses; those before stop working' })
  renew(@Ctx() ctx: Context): Promise<void> {
    return this.messages.callbacks.renew(ctx);
  }

  @Put(':channel')
  @Requires('senders')
  @Takes.body({ provider: 'string', 'settings?': 'object', 'secrets?': 'object', 'ratePerMinute?': 'integer' })
  @ApiOperation({ summary: 'Set the provider; secrets are kept when they are not sent again, and never come back' })
  set(
    @Ctx() ctx: Context,
    @Param('channel', ChannelPipe) channel: MessageChannel,
    @Body() body: unknown,
  ): Promise<StoredSender | null> {
    return this.messages.senders.set(ctx, channel, body);
  }

  @Post(':channel/test')
  @Requires('senders')
  @Unreplayed()
  @HttpCode(200)
  @Takes.body({ to: 'string' })
  test(
    @Ctx() ctx: Context,
    @Param('channel', ChannelPipe) channel: MessageChannel,
    @Body() body: unknown,
  ): Promise<object> {
    return this.messages.test(ctx, channel, body);
  }
}
