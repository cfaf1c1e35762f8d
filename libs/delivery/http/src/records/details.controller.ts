import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ObjectReader } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import {
  HistoryReader,
  RelatedCounts,
  TIMELINE_KINDS,
  TimelineReader,
  type HistoryPage,
  type RelatedCount,
  type TimelineKind,
  type TimelinePage,
} from '@ruyi/engine/records';
import { Ctx } from '../base/auth/caller.js';
import { SignedIn } from '../base/auth/route-access.js';
import { IdParam } from '../base/input/id-param.js';
import type { ObjectBodyValue } from './object-body.js';
import { Takes } from '../base/docs/takes.js';

@ApiTags('records')
@Controller('records/:module/:id')
@SignedIn()
export class DetailsController {
  constructor(
    private readonly histories: HistoryReader,
    private readonly timelines: TimelineReader,
    private readonly counts: RelatedCounts,
  ) {}

  @Get('history')
  @Takes.query({ 'after?': 'string', 'limit?': 'integer' })
  @ApiOperation({ summary: 'What was changed, with before and after, newest first' })
  history(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @IdParam() id: string,
    @Query() query: ObjectBodyValue,
  ): Promise<HistoryPage> {
    const reader = ObjectReader.ofQuery(query);
    const after = reader.id('after');
    const limit = reader.integer('limit', { min: 1, max: 100 }) ?? 20;
    reader.end();
    return this.histories.list(ctx, { module, id }, { after, limit });
  }

  @Get('timeline')
  @Takes.query({ 'after?': 'string', 'limit?': 'integer', 'kinds?': 'string' })
  @ApiOperation({ summary: 'Follow-ups, changes, moves and messages in one line of time, newest first' })
  timeline(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @IdParam() id: string,
    @Query() query: ObjectBodyValue,
  ): Promise<TimelinePage> {
    const reader = ObjectReader.ofQuery(query);
    const after = reader.text('after', 200);
    const limit = reader.integer('limit', { min: 1, max: 100 }) ?? 20;
    const kinds = reader.texts('kinds', TIMELINE_KINDS.length);
    if (kinds?.some((kind) => !(TIMELINE_KINDS as readonly string[]).includes(kind)))
      reader.fail('kinds', 'unknownOption');
    reader.end();
    return this.timelines.list(
      ctx,
      { module, id },
      { after, limit, kinds: kinds as readonly TimelineKind[] | undefined },
    );
  }

  @Get('related')
  @ApiOperation({ summary: 'How many records of other modules point here, as the caller may see them' })
  async related(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @IdParam() id: string,
  ): Promise<{ items: readonly RelatedCount[] }> {
    return { items: await this.counts.of(ctx, module, id) };
  }
}
