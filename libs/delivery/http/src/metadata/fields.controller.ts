import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Field } from '@ruyi/contract/metadata';
import type { Context } from '@ruyi/engine/context';
import { Metadata, type FieldUsage } from '@ruyi/engine/model';
import type { FastifyReply } from 'fastify';
import { Ctx } from '../base/auth/caller.js';
import { Requires, SignedIn } from '../base/auth/route-access.js';
import { ObjectBody, type ObjectBodyValue } from '../records/object-body.js';
import { FieldOrder, OptionReplacedBy } from './field-bodies.js';
import { ModuleDescriber } from './module-describer.js';
import { Takes } from '../base/docs/takes.js';

@ApiTags('fields')
@Controller('modules/:module/fields')
export class FieldsController {
  constructor(
    private readonly metadata: Metadata,
    private readonly describer: ModuleDescriber,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({ summary: 'The fields of a module that the caller may see; for administrators also retired ones' })
  async list(@Ctx() ctx: Context, @Param('module') module: string): Promise<{ items: readonly Field[] }> {
    return { items: (await this.describer.oneOrThrow(ctx, module)).fields };
  }

  @Takes.body({
    label: 'object',
    type: 'string',
    'required?': 'boolean',
    'unique?': 'boolean',
    'indexed?': 'boolean',
    'options?': 'array',
    'target?': 'string',
    'default?': 'object',
    'min?': 'integer',
    'max?': 'integer',
    'minLength?': 'integer',
    'maxLength?': 'integer',
    'pattern?': 'string',
  })
  @Post()
  @Requires('metadata')
  @ApiOperation({ summary: 'Make a field: label, type and the settings of its type' })
  create(@Ctx() ctx: Context, @Param('module') module: string, @ObjectBody() body: ObjectBodyValue): Promise<Field> {
    return this.metadata.fields.create(ctx, module, body);
  }

  @Put('order')
  @Requires('metadata')
  @HttpCode(204)
  @ApiOperation({ summary: 'Order the fields; those that are not named follow' })
  reorder(@Ctx() ctx: Context, @Param('module') module: string, @Body() body: FieldOrder): Promise<void> {
    return this.metadata.fields.reorder(ctx, module, body.keys);
  }

  @Patch(':key')
  @Requires('metadata')
  @ApiOperation({ summary: 'Change settings of a field; null takes one away. Key and type never change' })
  change(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @Param('key') key: string,
    @ObjectBody() body: ObjectBodyValue,
  ): Promise<Field> {
    return this.metadata.fields.change(ctx, module, key, body);
  }

  @Delete(':key')
  @Requires('metadata')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take a field out of use; its data are kept' })
  retire(@Ctx() ctx: Context, @Param('module') module: string, @Param('key') key: string): Promise<void> {
    return this.metadata.fields.retire(ctx, module, key);
  }

  @Post(':key/restore')
  @Requires('metadata')
  @HttpCode(200)
  @ApiOperation({ summary: 'Put a retired field back into use' })
  restore(@Ctx() ctx: Context, @Param('module') module: string, @Param('key') key: string): Promise<Field> {
    return this.metadata.fields.restore(ctx, module, key);
  }

  @Post(':key/purge')
  @Requires('metadata')
  @HttpCode(202)
  @ApiOperation({ summary: 'Take a retired field of your own away for good, with its values and their history: a job' })
  async purge(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @Param('key') key: string,
  ): Promise<{ jobId: string }> {
    return { jobId: await this.metadata.fields.purge(ctx, module, key) };
  }

  @Get(':key/usage')
  @Requires('metadata')
  @ApiOperation({ summary: 'How many records have a value, and how many each option' })
  usage(@Ctx() ctx: Context, @Param('module') module: string, @Param('key') key: string): Promise<FieldUsage> {
    return this.metadata.usage(ctx, module, key);
  }

  @Post(':key/options/:option/retire')
  @Requires('metadata')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Retire an option; with replaceBy its records get that one, in large modules by a job (202)',
  })
  async retireOption(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @Param('key') field: string,
    @Param('option') option: string,
    @Body() body: OptionReplacedBy,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const retired = await this.metadata.options.retire(ctx, { module, field, option }, body.replaceBy ?? null);
    if ('field' in retired) return retired.field;
    reply.status(202);
    return retired;
  }
}
