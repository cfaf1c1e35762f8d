import { Body, Controller, Delete, Get, HttpCode, Optional, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LOCALES, type Locale } from '@ruyi/contract/metadata';
import { Identity, type ClientInfo, type MySession } from '@ruyi/identity';
import { BeforeSecondFactor } from '../base/auth/before-second-factor.js';
import { CallerOf, ClientOf, type Caller } from '../base/auth/caller.js';
import { ForPeople } from '../base/auth/for-people.js';
import { SignedIn } from '../base/auth/route-access.js';
import { setSessionCookies } from '../base/auth/session-cookies.js';
import { Unreplayed } from '../base/idempotency/idempotency-interceptor.js';
import { ObjectField, OneOfField, TextField } from '../base/input/body-fields.js';
import { IdParam } from '../base/input/id-param.js';
import { ChangePasswordBody } from './auth-bodies.js';
import { MeParts, NO_EXTRAS } from './me-parts.js';

class ChangeMeBody {
  @TextField({ optional: true, max: 1000 }) name?: string;
  @OneOfField(LOCALES, { optional: true, nullable: true }) locale?: Locale | null;
  @ObjectField({ optional: true, description: '{event: {mail: boolean}}' }) notify?: object;
  @TextField({ optional: true, nullable: true, max: 1000, description: 'Under the mails that one sends' })
  mailSignature?: string | null;
}

@ApiTags('me')
@Controller('me')
@SignedIn()
export class MeController {
  constructor(
    private readonly identity: Identity,
    @Optional() private readonly parts?: MeParts,
  ) {}

  @Get()
  @BeforeSecondFactor()
  @ApiOperation({
    summary:
      'The signed-in user, company, packed permissions and modules; without rights while a second factor is to be set up',
  })
  async read(@CallerOf() caller: Caller): Promise<object> {
    const [profile, parts] = await Promise.all([
      this.identity.profile.read(caller.session),
      caller.session.secondFactor === 'missing' ? NO_EXTRAS : this.parts?.of(caller.ctx),
    ]);
    return { ...profile, ...parts, serverTime: new Date().toISOString() };
  }

  @Patch()
  @ForPeople()
  @ApiOperation({ summary: 'Change one’s own name, language, notices or mail signature' })
  async change(@CallerOf() caller: Caller, @Body() body: ChangeMeBody): Promise<object> {
    await this.identity.profile.change(caller.session, body);
    return this.read(caller);
  }

  @Post('password')
  @ForPeople()
  @Unreplayed()
  @HttpCode(200)
  @ApiOperation({ summary: 'Change one’s own password; every session ends, and this answer opens a new one' })
  async changePassword(
    @CallerOf() caller: Caller,
    @Body() body: ChangePasswordBody,
    @ClientOf() client: ClientInfo,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ accessToken: string }> {
    const accessToken = await this.identity.changePassword.run(caller.session, body, client);
    setSessionCookies(request, reply, accessToken);
    return { accessToken };
  }

  @Get('sessions')
  @ForPeople()
  @ApiOperation({ summary: 'Where one is signed in to this company' })
  async sessions(@CallerOf() caller: Caller): Promise<{ items: readonly MySession[] }> {
    return { items: await this.identity.mySessions.list(caller.session) };
  }

  @Delete('sessions/:id')
  @ForPeople()
  @Unreplayed()
  @HttpCode(204)
  @ApiOperation({ summary: 'End one of one’s own sessions' })
  endSession(@CallerOf() caller: Caller, @IdParam() id: string, @ClientOf() client: ClientInfo): Promise<void> {
    return this.identity.mySessions.end(caller.session, id, client);
  }

  @Post('sessions/end-others')
  @ForPeople()
  @Unreplayed()
  @HttpCode(200)
  @ApiOperation({ summary: 'End all of one’s own sessions here but this one' })
  async endOtherSessions(@CallerOf() caller: Caller, @ClientOf() client: ClientInfo): Promise<{ ended: number }> {
    return { ended: await this.identity.mySessions.endOthers(caller.session, client) };
  }
}
