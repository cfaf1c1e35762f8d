import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AccessStore } from '@ruyi/engine/access';
import { AppError } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import { Pools, workCalendar } from '@ruyi/engine/pool';
import { MOST_IDS } from '@ruyi/engine/records';
import { administers } from '../base/auth/administers.js';
import { Ctx } from '../base/auth/caller.js';
import { Requires, SignedIn } from '../base/auth/route-access.js';
import { Costs } from '../base/rates/costs.js';
import { IdParam } from '../base/input/id-param.js';
import { poolView, rulesView } from './pool-view.js';
import { previewView } from './preview-view.js';
import { Takes } from '../base/docs/takes.js';

/** The module of a pool that names none. */
const DEFAULT_MODULE = 'customers';

@ApiTags('pools')
@Controller('pools')
export class PoolsController {
  constructor(
    private readonly pools: Pools,
    private readonly access: AccessStore,
  ) {}

  @Get()
  @SignedIn()
  @ApiOperation({ summary: 'The pools that the caller is a member of; all of them for an administrator of pools' })
  async list(@Ctx() ctx: Context): Promise<object> {
    const [stored, data, rights] = await Promise.all([
      this.pools.editor.list(ctx),
      this.access.get(ctx),
      this.pools.membership.poolsOf(ctx),
    ]);
    const everything = ctx.userId !== null && administers(data, ctx.userId, ['pools']);
    const mine = new Map(rights.map((right) => [right.poolId, right]));
    const items = stored
      .filter(({ pool }) => everything || mine.has(pool.id))
      .map((each) => ({
        ...(everything
          ? poolView(each)
          : { id: each.pool.id, name: each.pool.name, module: each.pool.module, enabled: each.pool.enabled }),
        admin: mine.get(each.pool.id)?.admin ?? false,
        member: mine.has(each.pool.id),
      }));
    return { items };
  }

  @Post()
  @Requires('pools')
  @Takes.body({
    name: 'string',
    'module?': 'string',
    'enabled?': 'boolean',
    'members?': 'object',
    'admins?': 'object',
    'visibleFields?': 'array',
    'limits?': 'object',
  })
  @ApiOperation({ summary: 'Make a pool' })
  async create(@Ctx() ctx: Context, @Body() body: unknown): Promise<object> {
    const module = moduleOf(body);
    return poolView(await this.pools.editor.create(ctx, body, await this.pools.poolModule(ctx, module)));
  }

  @Post('sweep')
  @Costs(50)
  @Requires('pools')
  @HttpCode(200)
  @ApiOperation({ summary: 'Reclaim now what is due now' })
  sweep(@Ctx() ctx: Context): Promise<object> {
    return this.pools.sweep(ctx);
  }

  @Get('calendar')
  @Requires('pools')
  @ApiOperation({ summary: 'Whether the statutory holidays of this and the next year are known' })
  calendar(): object {
    const year = new Date().getFullYear();
    return { years: [year, year + 1].map((each) => ({ year: each, known: workCalendar.knowsYear(each) })) };
  }

  @Get(':id')
  @Requires('pools')
  async read(@Ctx() ctx: Context, @IdParam() id: string): Promise<object> {
    return poolView(await this.pools.editor.getOrThrow(ctx, id));
  }

  @Patch(':id')
  @Requires('pools')
  @Takes.body({
    'version?': 'integer',
    'name?': 'string',
    'enabled?': 'boolean',
    'position?': 'integer',
    'members?': 'object',
    'admins?': 'object',
    'visibleFields?': 'array',
    'limits?': 'object',
  })
  async change(@Ctx() ctx: Context, @IdParam() id: string, @Body() body: unknown): Promise<object> {
    const { pool } = await this.pools.editor.getOrThrow(ctx, id);
    return poolView(await this.pools.editor.change(ctx, id, body, await this.pools.poolModule(ctx, pool.module)));
  }

  @Delete(':id')
  @Requires('pools')
  @HttpCode(204)
  async remove(@Ctx() ctx: Context, @IdParam() id: string): Promise<void> {
    const { pool } = await this.pools.editor.getOrThrow(ctx, id);
    const { traits } = await this.pools.poolModule(ctx, pool.module);
    await this.pools.editor.remove(ctx, id, traits);
  }

  @Get(':id/rules')
  @Requires('pools')
  async rules(@Ctx() ctx: Context, @IdParam() id: string): Promise<object> {
    return rulesView(await this.pools.editor.getOrThrow(ctx, id));
  }

  @Put(':id/rules')
  @Requires('pools')
  @Takes.body({ 'rules?': 'array', 'remindDays?': 'integer', 'graceDays?': 'integer', 'pauseDates?': 'array' })
  @ApiOperation({ summary: 'Replace the reclaim rules of a pool' })
  async setRules(@Ctx() ctx: Context, @IdParam() id: string, @Body() body: unknown): Promise<object> {
    const { pool } = await this.pools.editor.getOrThrow(ctx, id);
    return rulesView(await this.pools.editor.setRules(ctx, id, body, await this.pools.poolModule(ctx, pool.module)));
  }

  @Post(':id/rules/preview')
  @Costs(20)
  @Requires('pools')
  @HttpCode(200)
  @Takes.body({ 'rules?': 'array', 'remindDays?': 'integer', 'graceDays?': 'integer', 'pauseDates?': 'array' })
  @ApiOperation({ summary: 'What these rules would reclaim tonight, in 7 and in 30 days, per owner' })
  async preview(@Ctx() ctx: Context, @IdParam() id: string, @Body() body: unknown): Promise<object> {
    const stored = await this.pools.editor.getOrThrow(ctx, id);
    const [preview, data] = await Promise.all([
      this.pools.preview(ctx, stored, body ?? rulesView(stored)),
      this.access.get(ctx),
    ]);
    return previewView(preview, (userId) => data.users.get(userId)?.name ?? null);
  }

  @Post(':id/rules/preview/records')
  @Costs(20)
  @Requires('pools')
  @HttpCode(200)
  @Takes.body({ 'rules?': 'array', 'remindDays?': 'integer', 'graceDays?': 'integer', 'pauseDates?': 'array' })
  @ApiOperation({
    summary: 'The ids of the records that these rules would reclaim within 30 days, soonest first, at most 10,000',
  })
  async previewRecords(@Ctx() ctx: Context, @IdParam() id: string, @Body() body: unknown): Promise<object> {
    const stored = await this.pools.editor.getOrThrow(ctx, id);
    const ids = await this.pools.previewIds(ctx, stored, body ?? rulesView(stored), MOST_IDS + 1);
    return { ids: ids.slice(0, MOST_IDS), truncated: ids.length > MOST_IDS };
  }

  @Post(':id/rules/preview/notify')
  @Requires('pools')
  @HttpCode(200)
  @Takes.body({ 'rules?': 'array', 'remindDays?': 'integer', 'graceDays?': 'integer', 'pauseDates?': 'array' })
  @ApiOperation({ summary: 'Tell every owner how many of theirs these rules would reclaim' })
  async notifyOwners(@Ctx() ctx: Context, @IdParam() id: string, @Body() body: unknown): Promise<object> {
    const stored = await this.pools.editor.getOrThrow(ctx, id);
    return { notified: await this.pools.tellOwners(ctx, stored, body ?? rulesView(stored)) };
  }
}

function moduleOf(body: unknown): string {
  const module = typeof body === 'object' && body !== null && 'module' in body ? body.module : undefined;
  if (module === undefined || module === null) return DEFAULT_MODULE;
  if (typeof module !== 'string') throw AppError.invalid([{ path: 'module', code: 'invalidType' }]);
  return module;
}
