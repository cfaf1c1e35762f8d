import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AppError, ObjectReader } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import { RecordReader, type RecordPage, type SingleRecord } from '@ruyi/engine/records';
import { Ctx } from '../base/auth/caller.js';
import { ConfirmsCaller } from '../base/auth/confirms-caller.js';
import { SignedIn } from '../base/auth/route-access.js';
import { IdParam } from '../base/input/id-param.js';
import { ObjectBody, type ObjectBodyValue } from './object-body.js';
import { readList } from './read-rows-request.js';
import { Takes } from '../base/docs/takes.js';
import { Costs, UNINDEXED } from '../base/rates/costs.js';

/** A search is one wherever it is made; so is a field without an index; an exact total reads every row that it counts. */
const COSTS_OF_LISTS = { search: 5, [UNINDEXED]: 5, 'total=exact': 10 } as const;

@ApiTags('records')
@Controller('records/:module')
@SignedIn()
export class ReadRecordsController {
  constructor(private readonly reader: RecordReader) {}

  @Get()
  @Costs(1, COSTS_OF_LISTS)
  @ConfirmsCaller()
  @Takes.query({
    'view?': 'string',
    'filter?': 'string',
    'search?': 'string',
    'subordinate?': 'string',
    'pool?': 'string',
    'sort?': 'string',
    'fields?': 'string',
    'limit?': 'integer',
    'page?': 'integer',
    'last?': 'boolean',
    'after?': 'string',
    'total?': 'string',
  })
  @ApiOperation({ summary: 'A page of records by view, filter, search and sort' })
  list(@Ctx() ctx: Context, @Param('module') module: string, @Query() query: ObjectBodyValue): Promise<RecordPage> {
    return this.reader.list(ctx, module, readList(ObjectReader.ofQuery(query)));
  }

  @Post('query')
  @Costs(1, COSTS_OF_LISTS)
  @ConfirmsCaller()
  @HttpCode(200)
  @Takes.body({
    'view?': 'string',
    'filter?': 'object',
    'search?': 'string',
    'subordinate?': 'string',
    'pool?': 'string',
    'sort?': 'string',
    'fields?': 'array',
    'limit?': 'integer',
    'page?': 'integer',
    'last?': 'boolean',
    'after?': 'string',
    'total?': 'string',
  })
  @ApiOperation({ summary: 'The same, with the request as a body' })
  query(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @ObjectBody() body: ObjectBodyValue,
  ): Promise<RecordPage> {
    return this.reader.list(ctx, module, readList(new ObjectReader(body)));
  }

  @Get(':id')
  @ConfirmsCaller()
  @Takes.query({ 'deleted?': 'boolean' })
  @ApiOperation({ summary: 'One record; one in the recycle bin (`deleted=true`) for those who could restore it' })
  async get(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @IdParam() id: string,
    @Query() query: ObjectBodyValue,
  ): Promise<SingleRecord> {
    const reader = ObjectReader.ofQuery(query);
    const deleted = reader.flag('deleted');
    reader.end();
    const record = await this.reader.get(ctx, module, id);
    if (!deleted && record['deletedAt']) throw AppError.notFound();
    return record;
  }
}
