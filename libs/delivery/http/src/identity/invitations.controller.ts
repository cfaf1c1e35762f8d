import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '@ruyi/engine/context';
import {
  Identity,
  type ClientInfo,
  type InvitationView,
  type PublicInvitation,
  type SignedIn as SignedInAnswer,
} from '@ruyi/identity';
import { ClientOf, Ctx } from '../base/auth/caller.js';
import { Public, Requires } from '../base/auth/route-access.js';
import { Unreplayed } from '../base/idempotency/idempotency-interceptor.js';
import { IdField, IdsField, IntegerField, TextField } from '../base/input/body-fields.js';
import { IdParam } from '../base/input/id-param.js';
import { OriginOf } from '../base/server/request-origin.js';
import { signedInAnswer } from './signed-in-answer.js';

class InviteBody {
  @IdsField({ optional: true, min: 1, description: 'Absent: salesperson' }) roleIds?: string[];
  @IdField({ optional: true, nullable: true }) departmentId?: string | null;
  @IdField({ optional: true, nullable: true }) superiorId?: string | null;
  @IntegerField({ optional: true, min: 1, max: 365 }) expiresInDays?: number;
  @IntegerField({ optional: true, min: 1, max: 10_000 }) maxUses?: number;
  @TextField({ optional: true, nullable: true, max: 1000, description: 'The link is mailed there' }) email?:
    string | null;
}

class AcceptBody {
  @TextField({ optional: true, max: 1000, description: 'Needed unless the invitation is for one named person' })
  name?: string;
  @TextField({ optional: true, nullable: true, max: 1000 }) mobile?: string | null;
  @TextField({ optional: true, nullable: true, max: 1000 }) email?: string | null;
  @TextField({ max: 1000, description: 'A new one, or that of the account that the person has already' })
  password!: string;
  @TextField({ optional: true, max: 1000, description: 'Of an account that exists and has a second factor' })
  code?: string;
}

@ApiTags('people')
@Controller('invitations')
export class InvitationsController {
  constructor(private readonly identity: Identity) {}

  @Post()
  @Requires('people')
  @Unreplayed()
  @ApiOperation({ summary: 'A link that makes whoever opens it a colleague' })
  async create(
    @Ctx() ctx: Context,
    @Body() body: InviteBody,
    @OriginOf() origin: string,
  ): Promise<{ id: string; url: string; expiresAt: string }> {
    const { id, url, expiresAt } = await this.identity.invitations.create(ctx, body, origin);
    return { id, url, expiresAt };
  }

  @Get()
  @Requires('people')
  @ApiOperation({ summary: 'Invitations, newest first' })
  async list(@Ctx() ctx: Context): Promise<{ items: readonly InvitationView[] }> {
    return { items: await this.identity.invitations.list(ctx) };
  }

  @Delete(':id')
  @Requires('people')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke a link' })
  async revoke(@Ctx() ctx: Context, @IdParam() id: string): Promise<void> {
    await this.identity.invitations.revoke(ctx, id);
  }

  @Get(':token/public')
  @Public()
  @ApiOperation({ summary: 'Who invites, for the page that the link opens' })
  look(@Param('token') token: string): Promise<PublicInvitation> {
    return this.identity.acceptInvitation.look(token);
  }

  @Post(':token/accept')
  @Public()
  @ApiOperation({ summary: 'Join by the link; answers as sign-up does' })
  async accept(
    @Param('token') token: string,
    @Body() body: AcceptBody,
    @ClientOf() client: ClientInfo,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInAnswer> {
    return signedInAnswer(await this.identity.acceptInvitation.run(token, body, client), request, reply);
  }
}
