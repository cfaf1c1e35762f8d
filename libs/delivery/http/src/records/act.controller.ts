import { Controller, HttpCode, HttpStatus, Param, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Context } from '@ruyi/engine/context';
import { CommandSet } from '@ruyi/engine/records';
import type { FastifyReply } from 'fastify';
import { Ctx } from '../base/auth/caller.js';
import { SignedIn } from '../base/auth/route-access.js';
import { Costs } from '../base/rates/costs.js';
import { IdParam } from '../base/input/id-param.js';
import { ObjectBody, type ObjectBodyValue } from './object-body.js';
import { readBulkRequest } from './read-bulk-request.js';
import { CHANGE_SET_HEADER, RecordAnswers } from './record-answers.js';
import { Takes } from '../base/docs/takes.js';

@ApiTags('records')
@Controller('records/:module')
@SignedIn()
export class ActController {
  constructor(
    private readonly commands: CommandSet,
    private readonly answers: RecordAnswers,
  ) {}

  @Post(':id/actions/:action')
  @HttpCode(200)
  @Takes.body({ 'version?': 'integer' })
  @ApiOperation({
    summary:
      'Does an action to one record. Claimed, allocated or transferred: `_duplicates` names what colleagues have that is like it',
  })
  @ApiParam({ name: 'module', type: String })
  @ApiParam({ name: 'action', type: String })
  async act(
    @Ctx() ctx: Context,
    @Param() target: { readonly module: string; readonly action: string },
    @IdParam() id: string,
    @ObjectBody() body: ObjectBodyValue,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { module, action } = target;
    const { record, changeSet, alike } = await this.commands.act.run(ctx, { module, id, action }, body);
    const answer = await this.answers.written(ctx, module, { id, version: record.version, changeSet }, reply);
    return alike.length > 0 ? { ...answer, _duplicates: alike } : answer;
  }

  @Post('actions/:action')
  @Costs(20)
  @HttpCode(HttpStatus.OK)
  @Takes.body({
    'ids?': 'array',
    'view?': 'string',
    'filter?': 'object',
    'search?': 'string',
    'subordinate?': 'string',
    'pool?': 'string',
    'params?': 'object',
    'dryRun?': 'boolean',
  })
  @ApiOperation({ summary: 'Does an action to many records: up to 100 ids at once, more as a job' })
  @ApiResponse({ status: HttpStatus.OK, description: 'What became of each' })
  @ApiResponse({ status: HttpStatus.ACCEPTED, description: 'The job that does it' })
  async actOnMany(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @Param('action') action: string,
    @ObjectBody() body: ObjectBodyValue,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const answer = await this.commands.bulk.run(ctx, readBulkRequest(module, action, body));
    if ('jobId' in answer) {
      reply.status(HttpStatus.ACCEPTED);
      return answer;
    }
    if (answer.changeSet !== null) reply.header(CHANGE_SET_HEADER, answer.changeSet);
    return { results: answer.results };
  }
}
