import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { View, ViewColumn } from '@ruyi/contract/metadata';
import { AccessStore } from '@ruyi/engine/access';
import type { Context } from '@ruyi/engine/context';
import { Metadata, type ViewAuthor } from '@ruyi/engine/model';
import { RecordReader } from '@ruyi/engine/records';
import { administers } from '../base/auth/administers.js';
import { Ctx } from '../base/auth/caller.js';
import { SignedIn } from '../base/auth/route-access.js';
import { ObjectBody, type ObjectBodyValue } from '../records/object-body.js';
import { ViewKeys } from './field-bodies.js';
import { ModuleDescriber } from './module-describer.js';
import { Takes } from '../base/docs/takes.js';

/** A count beside a view's name needs no more. */
const COUNTED = 1000;

/** Views are everybody's to make; sharing one takes the permission for metadata, which the engine asks for. */
@ApiTags('views')
@SignedIn()
@Controller('modules/:module/views')
export class ViewsController {
  constructor(
    private readonly metadata: Metadata,
    private readonly describer: ModuleDescriber,
    private readonly access: AccessStore,
    private readonly reader: RecordReader,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The views that the caller sees: shipped, shared and their own' })
  async list(@Ctx() ctx: Context, @Param('module') module: string): Promise<{ items: readonly View[] }> {
    return { items: (await this.describer.oneOrThrow(ctx, module)).views };
  }

  @Post()
  @Takes.body({ label: 'object', 'visibility?': 'string', 'filter?': 'object', 'columns?': 'array', 'sort?': 'string' })
  @ApiOperation({ summary: 'Save a filter with columns and sort under a name' })
  async create(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @ObjectBody() body: ObjectBodyValue,
  ): Promise<View> {
    await this.describer.oneOrThrow(ctx, module);
    return this.metadata.views.create(ctx, await this.author(ctx), module, body);
  }

  @Post('counts')
  @HttpCode(200)
  @ApiOperation({ summary: 'How many records each view shows the caller, up to 1,000' })
  counts(@Ctx() ctx: Context, @Param('module') module: string, @Body() body: ViewKeys): Promise<object> {
    return this.reader.countViews(ctx, module, body.keys, COUNTED);
  }

  @Patch(':key')
  @ApiOperation({ summary: 'Change a view' })
  async change(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @Param('key') key: string,
    @ObjectBody() body: ObjectBodyValue,
  ): Promise<View> {
    return this.metadata.views.change(ctx, await this.author(ctx), module, key, body);
  }

  @Delete(':key')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a view; a shipped one goes back to how it shipped' })
  async remove(@Ctx() ctx: Context, @Param('module') module: string, @Param('key') key: string): Promise<void> {
    await this.metadata.views.remove(ctx, await this.author(ctx), module, key);
  }

  @Put(':key/columns')
  @Takes.body({ 'columns?': 'array' })
  @ApiOperation({ summary: 'The columns that the caller wants in a view; null for the view’s own' })
  async columns(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @Param('key') key: string,
    @ObjectBody() body: ObjectBodyValue,
  ): Promise<{ columns: readonly ViewColumn[] | null }> {
    return { columns: await this.metadata.views.setColumns(ctx, module, key, body) };
  }

  private async author(ctx: Context): Promise<ViewAuthor> {
    const data = await this.access.get(ctx);
    return { userId: ctx.userId, administers: ctx.userId === null || administers(data, ctx.userId, ['metadata']) };
  }
}
