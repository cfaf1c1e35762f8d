import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Context } from '@ruyi/engine/context';
import { Pools, type ReclaimExplanation } from '@ruyi/engine/pool';
import { RecordReader } from '@ruyi/engine/records';
import { Ctx } from '../base/auth/caller.js';
import { SignedIn } from '../base/auth/route-access.js';
import { IdParam } from '../base/input/id-param.js';

@ApiTags('pools')
@Controller('records/:module/:id/reclaim')
@SignedIn()
export class ReclaimController {
  constructor(
    private readonly pools: Pools,
    private readonly reader: RecordReader,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Why and when this record will be reclaimed, or why not' })
  async explain(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @IdParam() id: string,
  ): Promise<ReclaimExplanation> {
    await this.reader.get(ctx, module, id);
    return this.pools.explain(ctx, module, id);
  }
}
