import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ObjectReader } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import { JobRuns, type JobRun } from '@ruyi/engine/events';
import { CommandSet } from '@ruyi/engine/records';
import { Ctx } from '../base/auth/caller.js';
import { SignedIn } from '../base/auth/route-access.js';
import { Costs } from '../base/rates/costs.js';
import { IdParam } from '../base/input/id-param.js';
import type { ObjectBodyValue } from './object-body.js';

@ApiTags('jobs')
@Controller('jobs')
@SignedIn()
export class JobsController {
  constructor(
    private readonly runs: JobRuns,
    private readonly commands: CommandSet,
  ) {}

  @Get()
  @ApiOperation({ summary: "The caller's jobs, newest first" })
  async list(@Ctx() ctx: Context, @Query() query: ObjectBodyValue): Promise<{ items: JobRun[] }> {
    const reader = ObjectReader.ofQuery(query);
    reader.flag('mine');
    const active = reader.oneOf('state', ['active', 'all']) === 'active';
    const limit = reader.integer('limit', { min: 1, max: 200 });
    reader.end();
    return { items: await this.runs.list(ctx, { active, ...(limit === undefined ? {} : { limit }) }) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Progress and result of a job' })
  get(@Ctx() ctx: Context, @IdParam() id: string): Promise<JobRun> {
    return this.runs.getOrThrow(ctx, id);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'Asks a job to stop; what it has done stays done' })
  cancel(@Ctx() ctx: Context, @IdParam() id: string): Promise<JobRun> {
    return this.runs.cancel(ctx, id);
  }

  @Post(':id/undo')
  @Costs(20)
  @HttpCode(202)
  @ApiOperation({ summary: 'Takes back what a job has done, as a job' })
  undo(@Ctx() ctx: Context, @IdParam() id: string): Promise<{ jobId: string }> {
    return this.commands.undoJob.run(ctx, id);
  }
}
