import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AppError, ObjectReader } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import { DuplicateFinder, RecordAggregator, type DuplicateMatch } from '@ruyi/engine/records';
import { Ctx } from '../base/auth/caller.js';
import { SignedIn } from '../base/auth/route-access.js';
import { Costs } from '../base/rates/costs.js';
import { ObjectBody, type ObjectBodyValue } from './object-body.js';
import { readAggregate } from './read-aggregate-request.js';
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
  @Costs(10)
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
    return this.aggregator.aggregate(ctx, module, readAggregate(new ObjectReader(body)));
  }

  @Post('duplicates')
  @Costs(10)
  @HttpCode(200)
  @Takes.body({ 'values?': 'object', 'text?': 'string', 'exclude?': 'string' })
  @ApiOperation({
    summary:
      'Records of the whole company that are probably the same (撞单): as the values of a form, or like a text, best first',
  })
  async findDuplicates(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @ObjectBody() body: ObjectBodyValue,
  ): Promise<{ matches: DuplicateMatch[] }> {
    const reader = new ObjectReader(body);
    const values = reader.object('values');
    const text = reader.text('text', 200)?.trim();
    const exclude = reader.id('exclude') ?? null;
    if (text !== undefined && values) reader.add([{ path: 'text', code: 'unknownKey', key: 'invalid.together' }]);
    reader.end();
    if (text) return { matches: await this.duplicates.findText(ctx, module, text) };
    if (!values) throw AppError.invalid([{ path: text === undefined ? 'values' : 'text', code: 'required' }]);
    return { matches: await this.duplicates.find(ctx, module, values, exclude) };
  }
}
