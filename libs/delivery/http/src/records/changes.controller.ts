import { Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Context } from '@ruyi/engine/context';
import { CommandSet, type UndoAnswer } from '@ruyi/engine/records';
import type { FastifyReply } from 'fastify';
import { Ctx } from '../base/auth/caller.js';
import { SignedIn } from '../base/auth/route-access.js';
import { Costs } from '../base/rates/costs.js';
import { IdParam } from '../base/input/id-param.js';
import { CHANGE_SET_HEADER } from './record-answers.js';

@ApiTags('records')
@Controller('changes')
@SignedIn()
export class ChangesController {
  constructor(private readonly commands: CommandSet) {}

  @Post(':id/undo')
  @Costs(20)
  @HttpCode(200)
  @ApiOperation({ summary: 'Takes a change set back, as far as nothing has moved on since' })
  async undo(
    @Ctx() ctx: Context,
    @IdParam() changeSet: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UndoAnswer> {
    const { reverted, moved, changeSet: undone } = await this.commands.undo.run(ctx, changeSet);
    reply.header(CHANGE_SET_HEADER, undone);
    return { reverted, moved };
  }
}
