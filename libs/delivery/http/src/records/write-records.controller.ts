import { Controller, Delete, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ObjectReader } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import { CommandSet, readQueryVersion } from '@ruyi/engine/records';
import type { FastifyReply } from 'fastify';
import { Ctx } from '../base/auth/caller.js';
import { ConfirmsCaller } from '../base/auth/confirms-caller.js';
import { SignedIn } from '../base/auth/route-access.js';
import { IdParam } from '../base/input/id-param.js';
import { ObjectBody, type ObjectBodyValue } from './object-body.js';
import { CHANGE_SET_HEADER, RecordAnswers } from './record-answers.js';
import { Takes } from '../base/docs/takes.js';

@ApiTags('records')
@Controller('records/:module')
@SignedIn()
export class WriteRecordsController {
  constructor(
    private readonly commands: CommandSet,
    private readonly answers: RecordAnswers,
  ) {}

  @Post()
  @ConfirmsCaller()
  @ApiOperation({ summary: 'Makes a record' })
  async create(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @ObjectBody() body: ObjectBodyValue,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { after, changeSet } = await this.commands.create.run(ctx, module, body);
    return this.answers.written(ctx, module, { id: after.id, version: after.version, changeSet }, reply);
  }

  @Patch(':id')
  @ConfirmsCaller()
  @Takes.body({ version: 'integer' })
  @ApiOperation({ summary: 'Changes fields of a record that is still at the given version' })
  async update(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @IdParam() id: string,
    @ObjectBody() body: ObjectBodyValue,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { record, changeSet } = await this.commands.update.run(ctx, { module, id }, body);
    return this.answers.written(ctx, module, { id, version: record.version, changeSet }, reply);
  }

  @Delete(':id')
  @HttpCode(204)
  @Takes.query({ version: 'integer' })
  @ApiOperation({ summary: 'Moves a record to the recycle bin' })
  async delete(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @IdParam() id: string,
    @Query() query: ObjectBodyValue,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const reader = ObjectReader.ofQuery(query);
    const version = readQueryVersion(reader.raw('version'));
    reader.end();
    const { changeSet } = await this.commands.delete.run(ctx, { module, id }, version);
    if (changeSet !== null) reply.header(CHANGE_SET_HEADER, changeSet);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @ApiOperation({ summary: 'Takes a record out of the recycle bin' })
  async restore(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @IdParam() id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { record, changeSet } = await this.commands.restore.run(ctx, { module, id });
    return this.answers.written(ctx, module, { id, version: record.version, changeSet }, reply);
  }
}
