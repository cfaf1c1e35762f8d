import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AppError } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import { DuplicateFinder, RecordAggregator, type DuplicateMatch } from '@ruyi/engine/records';
import { Ctx } from '../base/auth/caller.js';
import { SignedIn } from '../base/auth/route-access.js';
import { ObjectBody, type ObjectBodyValue } from './object-body.js';
import { readAggregate } from './read-aggregate-request.js';
import { RequestReader } from './request-reader.js';
import { Takes } from '../base/docs/takes.js';

@ApiTags('records')
@Controller('records/:module')
@SignedIn()
export class AnalysisController {
  constructor(
    private readonly aggregator: RecordAggregator,
    private readonly duplicates: DuplicateFinder,
  ) {}

  @Post('aggregate')
  @HttpCode(200)
  @Takes.body({
    'groupBy?': 'array',
    'measures?': 'array',
    'view?': 'string',
    'filter?': 'object',
    'search?': 'string',
    'subordinate?': 'string',
    'pool?': 'string',
  })
  @ApiOperation({ summary: 'Groups and measures' })
  aggregate(@Ctx() ctx: Context, @Param('module') module: string, @ObjectBody() body: ObjectBodyValue) {
    return this.aggregator.aggregate(ctx, module, readAggregate(new RequestReader(body)));
  }

  @Post('duplicates')
  @HttpCode(200)
  @Takes.body({ values: 'object', 'exclude?': 'string' })
  @ApiOperation({ summary: 'Records that are probably the same as what is being typed (撞单)' })
  async findDuplicates(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @ObjectBody() body: ObjectBodyValue,
  ): Promise<{ matches: DuplicateMatch[] }> {
    const reader = new RequestReader(body);
    const values = reader.object('values');
    const exclude = reader.id('exclude') ?? null;
    reader.end();
    if (!values) throw AppError.invalid([{ path: 'values', code: 'required' }]);
    return { matches: await this.duplicates.find(ctx, module, values, exclude) };
  }
}
