import { Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AppError } from '@ruyi/contract/errors';
import type { Layout } from '@ruyi/contract/metadata';
import type { Context } from '@ruyi/engine/context';
import { Metadata } from '@ruyi/engine/model';
import { Ctx } from '../base/auth/caller.js';
import { Requires, SignedIn } from '../base/auth/route-access.js';
import { ObjectBody, type ObjectBodyValue } from '../records/object-body.js';
import { ModuleDescriber } from './module-describer.js';
import { Takes } from '../base/docs/takes.js';

@ApiTags('layouts')
@Controller('modules/:module/layouts')
export class LayoutsController {
  constructor(
    private readonly metadata: Metadata,
    private readonly describer: ModuleDescriber,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({ summary: 'Form and detail page of a module' })
  async list(@Ctx() ctx: Context, @Param('module') module: string): Promise<{ items: readonly Layout[] }> {
    return { items: (await this.describer.oneOrThrow(ctx, module)).layouts };
  }

  @Put(':kind')
  @Requires('metadata')
  @Takes.body({ sections: 'array' })
  @ApiOperation({ summary: 'Set sections, and the fields in them' })
  set(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @Param('kind') kind: string,
    @ObjectBody() body: ObjectBodyValue,
  ): Promise<Layout> {
    return this.metadata.layouts.set(ctx, module, kindOrThrow(kind), body);
  }

  @Delete(':kind')
  @Requires('metadata')
  @HttpCode(204)
  @ApiOperation({ summary: 'Back to the layout that ships' })
  reset(@Ctx() ctx: Context, @Param('module') module: string, @Param('kind') kind: string): Promise<void> {
    return this.metadata.layouts.reset(ctx, module, kindOrThrow(kind));
  }
}

function kindOrThrow(kind: string): Layout['kind'] {
  if (kind === 'form' || kind === 'detail') return kind;
  throw AppError.notFound();
}
