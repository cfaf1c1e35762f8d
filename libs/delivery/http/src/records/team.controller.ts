import { Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ObjectReader } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import { CommandSet, type TeamItem } from '@ruyi/engine/records';
import { Ctx } from '../base/auth/caller.js';
import { SignedIn } from '../base/auth/route-access.js';
import { IdParam } from '../base/input/id-param.js';
import { ObjectBody, type ObjectBodyValue } from './object-body.js';
import { Takes } from '../base/docs/takes.js';

@ApiTags('records')
@Controller('records/:module/:id')
@SignedIn()
export class TeamController {
  constructor(private readonly commands: CommandSet) {}

  @Get('team')
  @ApiOperation({ summary: "Who is on the record's team" })
  async list(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @IdParam() id: string,
  ): Promise<{ items: TeamItem[] }> {
    return { items: await this.commands.team.list(ctx, { module, id }) };
  }

  @Put('team/:userId')
  @HttpCode(204)
  @Takes.body({ access: 'string', 'expiresAt?': 'string' })
  @ApiOperation({ summary: 'Adds a member or changes what the member may do' })
  put(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @IdParam() id: string,
    @IdParam('userId') userId: string,
    @ObjectBody() body: ObjectBodyValue,
  ): Promise<void> {
    const reader = new ObjectReader(body);
    reader.require('access');
    const access = reader.oneOf('access', ['read', 'write']);
    const expiresAt = reader.instant('expiresAt') ?? null;
    reader.end();
    return this.commands.team.put(ctx, { module, id }, { userId, access: access ?? 'read', expiresAt });
  }

  @Delete('team/:userId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes a member off the team' })
  remove(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @IdParam() id: string,
    @IdParam('userId') userId: string,
  ): Promise<void> {
    return this.commands.team.remove(ctx, { module, id }, userId);
  }

  @Put('watch')
  @HttpCode(204)
  @ApiOperation({ summary: 'Watches the record (关注)' })
  watch(@Ctx() ctx: Context, @Param('module') module: string, @IdParam() id: string): Promise<void> {
    return this.commands.watch.put(ctx, { module, id });
  }

  @Delete('watch')
  @HttpCode(204)
  @ApiOperation({ summary: 'Stops watching the record' })
  unwatch(@Ctx() ctx: Context, @Param('module') module: string, @IdParam() id: string): Promise<void> {
    return this.commands.watch.remove(ctx, { module, id });
  }
}
