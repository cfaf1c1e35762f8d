import { Controller, HttpCode, HttpStatus, Param, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Context } from '@ruyi/engine/context';
import { CommandSet } from '@ruyi/engine/records';
import type { FastifyReply } from 'fastify';
import { Ctx } from '../base/auth/caller.js';
import { SignedIn } from '../base/auth/route-access.js';
import { Takes } from '../base/docs/takes.js';
import { ObjectBody, type ObjectBodyValue } from './object-body.js';
import { readMergeRequest } from './read-merge-request.js';
import { RecordAnswers } from './record-answers.js';

@ApiTags('records')
@Controller('records/:module')
@SignedIn()
export class MergeController {
  constructor(
    private readonly commands: CommandSet,
    private readonly answers: RecordAnswers,
  ) {}

  @Post('merge')
  @HttpCode(HttpStatus.OK)
  @Takes.body({
    into: 'string',
    from: 'array',
    'versions?': 'object',
    'values?': 'object',
    'keepAsTeamMember?': 'boolean',
    'dryRun?': 'boolean',
  })
  @ApiOperation({
    summary:
      'Makes one record of several that are the same: `values` names by field whose value is kept (of a list also `all`), ' +
      'what refers to the others moves, the others go to the recycle bin. `dryRun`: what would be kept and moved',
  })
  @ApiResponse({
    status: HttpStatus.OK,
    description: 'The record that stays; `X-Change-Set` names the change to undo. Of a dry run `{values, moves, team}`',
  })
  async merge(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @ObjectBody() body: ObjectBodyValue,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { dryRun, ...request } = readMergeRequest(body);
    if (dryRun) return this.commands.merge.preview(ctx, module, request);
    const { record, changeSet } = await this.commands.merge.run(ctx, module, request);
    return this.answers.written(ctx, module, { id: record.id, version: record.version, changeSet }, reply);
  }
}
