import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Context } from '@ruyi/engine/context';
import { Ctx } from '../base/auth/caller.js';
import { SignedIn } from '../base/auth/route-access.js';
import { Costs } from '../base/rates/costs.js';
import { GlobalSearch, type FoundRecord } from './global-search.js';
import type { ObjectBodyValue } from './object-body.js';
import { RequestReader } from './request-reader.js';
import { Takes } from '../base/docs/takes.js';

@ApiTags('search')
@Controller('search')
@SignedIn()
export class SearchController {
  constructor(private readonly search: GlobalSearch) {}

  @Get()
  @Costs(5)
  @Takes.query({ q: 'string', 'modules?': 'string', 'limit?': 'integer' })
  @ApiOperation({ summary: 'Records of any module by any part of a name, pinyin, initials or number' })
  async find(@Ctx() ctx: Context, @Query() query: ObjectBodyValue): Promise<{ items: FoundRecord[] }> {
    const reader = RequestReader.ofQuery(query);
    const q = reader.text('q', 200)?.trim() ?? '';
    const modules = reader.texts('modules', 50);
    const limit = reader.integer('limit', { min: 1, max: 50 }) ?? 10;
    if (q === '') reader.fail('q', 'required');
    reader.end();
    return { items: await this.search.find(ctx, { q, modules, limit }) };
  }
}
