import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ModuleDescription } from '@ruyi/contract/metadata';
import type { Context } from '@ruyi/engine/context';
import { Metadata, type SlotUse } from '@ruyi/engine/model';
import { Ctx } from '../base/auth/caller.js';
import { Requires, SignedIn } from '../base/auth/route-access.js';
import { ModuleDescriber } from './module-describer.js';

@ApiTags('modules')
@Controller('modules')
export class ModulesController {
  constructor(
    private readonly describer: ModuleDescriber,
    private readonly metadata: Metadata,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({
    summary: 'The modules that the caller may use, with all that is needed to draw lists, forms and detail pages',
  })
  async list(@Ctx() ctx: Context): Promise<{ items: ModuleDescription[] }> {
    return { items: await this.describer.all(ctx) };
  }

  @Get(':module')
  @SignedIn()
  @ApiOperation({ summary: 'One module' })
  read(@Ctx() ctx: Context, @Param('module') module: string): Promise<ModuleDescription> {
    return this.describer.oneOrThrow(ctx, module);
  }

  @Get(':module/slots')
  @Requires('metadata')
  @ApiOperation({ summary: 'How many of the module’s index places are taken' })
  slots(@Ctx() ctx: Context, @Param('module') module: string): Promise<SlotUse> {
    return this.metadata.slots(ctx, module);
  }
}
