import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ObjectReader } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import { RankedSearch, type RankedHits } from '@ruyi/engine/records';
import { Ctx } from '../base/auth/caller.js';
import { SignedIn } from '../base/auth/route-access.js';
import { Costs } from '../base/rates/costs.js';
import type { ObjectBodyValue } from './object-body.js';
import { Takes } from '../base/docs/takes.js';

@ApiTags('search')
@Controller('search')
@SignedIn()
export class SearchController {
  constructor(private readonly search: RankedSearch) {}

  @Get()
  @Costs(5)
  @Takes.query({ q: 'string', 'modules?': 'string', 'limit?': 'integer' })
  @ApiOperation({
    summary: 'Records of any module by any part of a name, pinyin, initials or number',
    description:
      'The best of all modules together, at most `limit` (20, at most 50). First values that are the whole query, then names that begin with it, names it is part of, pinyin and initials of names, other fields; the newest first among equals. `matched` says by which field: `as` whole, start, part or pinyin, `value` as the caller may see it, `marks` the places in it; null where the caller may be shown none. `counts` says how many of each module there are, not exact beyond 1,000.',
  })
  async find(@Ctx() ctx: Context, @Query() query: ObjectBodyValue): Promise<RankedHits> {
    const reader = ObjectReader.ofQuery(query);
    const q = reader.text('q', 200)?.trim() ?? '';
    const modules = reader.texts('modules', 50);
    const limit = reader.integer('limit', { min: 1, max: 50 }) ?? 20;
    if (q === '') reader.fail('q', 'required');
    reader.end();
    return this.search.find(ctx, { q, modules, limit });
  }
}
