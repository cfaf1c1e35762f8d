import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Context } from '@ruyi/engine/context';
import { Messages, type MessagePreview, type MessageTemplate } from '@ruyi/engine/messages';
import { Ctx } from '../base/auth/caller.js';
import { Requires, SignedIn } from '../base/auth/route-access.js';
import { Unreplayed } from '../base/idempotency/idempotency-interceptor.js';
import { TextField } from '../base/input/body-fields.js';
import { IdParam } from '../base/input/id-param.js';
import { Takes } from '../base/docs/takes.js';

class TemplateQuery {
  @TextField({ optional: true, max: 10 }) channel?: string;
  @TextField({ optional: true, max: 100 }) module?: string;
}

class MergeFieldQuery {
  @TextField({ max: 100 }) module!: string;
}

@ApiTags('messages')
@Controller('templates')
export class TemplatesController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @SignedIn()
  async list(@Ctx() ctx: Context, @Query() query: TemplateQuery): Promise<object> {
    return { items: await this.messages.templates.list(ctx, query) };
  }

  @Get('merge-fields')
  @SignedIn()
  @ApiOperation({ summary: 'What a template can merge from records of a module' })
  async mergeFields(@Ctx() ctx: Context, @Query() query: MergeFieldQuery): Promise<object> {
    return { items: await this.messages.mergeFields(ctx, query.module) };
  }

  @Post()
  @Requires('templates')
  @Takes.body({
    channel: 'string',
    module: 'string',
    'name?': 'string',
    'subject?': 'string',
    'body?': 'string',
    'providerCode?': 'string',
    'smsKind?': 'string',
  })
  async create(@Ctx() ctx: Context, @Body() body: unknown): Promise<MessageTemplate> {
    return this.messages.templates.create(ctx, body, await this.messages.mergeModules(ctx));
  }

  @Post('preview')
  @SignedIn()
  @Unreplayed()
  @HttpCode(200)
  @Takes.body({
    channel: 'string',
    module: 'string',
    'subject?': 'string',
    body: 'string',
    'smsKind?': 'string',
    'recordId?': 'string',
  })
  @ApiOperation({ summary: 'The message that a record would get' })
  preview(@Ctx() ctx: Context, @Body() body: unknown): Promise<MessagePreview> {
    return this.messages.preview(ctx, body);
  }

  @Get(':id')
  @SignedIn()
  read(@Ctx() ctx: Context, @IdParam() id: string): Promise<MessageTemplate> {
    return this.messages.templates.getOrThrow(ctx, id);
  }

  @Patch(':id')
  @Requires('templates')
  @Takes.body({
    'version?': 'integer',
    'name?': 'string',
    'subject?': 'string',
    'body?': 'string',
    'providerCode?': 'string',
    'smsKind?': 'string',
  })
  async change(@Ctx() ctx: Context, @IdParam() id: string, @Body() body: unknown): Promise<MessageTemplate> {
    return this.messages.templates.change(ctx, id, body, await this.messages.mergeModules(ctx));
  }

  @Delete(':id')
  @Requires('templates')
  @HttpCode(204)
  remove(@Ctx() ctx: Context, @IdParam() id: string): Promise<void> {
    return this.messages.templates.remove(ctx, id);
  }
}
