import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Identity, type ClientInfo, type SecondFactorSetUp, type SecondFactorState } from '@ruyi/identity';
import { ForPeople } from '../base/auth/for-people.js';
import { BeforeSecondFactor } from '../base/auth/before-second-factor.js';
import { CallerOf, ClientOf, type Caller } from '../base/auth/caller.js';
import { SignedIn } from '../base/auth/route-access.js';
import { setSessionCookies } from '../base/auth/session-cookies.js';
import { Unreplayed } from '../base/idempotency/idempotency-interceptor.js';
import { BeginSecondFactorBody, ConfirmSecondFactorBody, ProveSecondFactorBody } from './second-factor-bodies.js';

@ApiTags('me')
@Controller('me/second-factor')
@ForPeople()
@SignedIn()
export class MySecondFactorController {
  constructor(private readonly identity: Identity) {}

  @Get()
  @BeforeSecondFactor()
  @ApiOperation({ summary: 'Whether one’s account asks for a code at log-in, and how many recovery codes are left' })
  state(@CallerOf() caller: Caller): Promise<SecondFactorState> {
    return this.identity.mySecondFactor.state(caller.session);
  }

  @Post('setup')
  @BeforeSecondFactor()
  @Unreplayed()
  @HttpCode(200)
  @ApiOperation({ summary: 'A secret for the app, by one’s password; in force once a code of it was confirmed' })
  begin(
    @CallerOf() caller: Caller,
    @Body() body: BeginSecondFactorBody,
    @ClientOf() client: ClientInfo,
  ): Promise<SecondFactorSetUp> {
    return this.identity.mySecondFactor.begin(caller.session, body.password, client);
  }

  @Post('confirm')
  @BeforeSecondFactor()
  @Unreplayed()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Turn it on by a code; every session ends, this answer opens a new one and tells the recovery codes once',
  })
  async confirm(
    @CallerOf() caller: Caller,
    @Body() body: ConfirmSecondFactorBody,
    @ClientOf() client: ClientInfo,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ accessToken: string; recoveryCodes: readonly string[] }> {
    const confirmed = await this.identity.mySecondFactor.confirm(caller.session, body, client);
    setSessionCookies(request, reply, confirmed.accessToken);
    return confirmed;
  }

  @Post('off')
  @Unreplayed()
  @HttpCode(204)
  @ApiOperation({ summary: 'Turn it off, by password and code' })
  turnOff(
    @CallerOf() caller: Caller,
    @Body() body: ProveSecondFactorBody,
    @ClientOf() client: ClientInfo,
  ): Promise<void> {
    return this.identity.mySecondFactor.turnOff(caller.session, body, client);
  }

  @Post('recovery-codes')
  @Unreplayed()
  @HttpCode(200)
  @ApiOperation({ summary: 'Ten new recovery codes, by password and code; those of before are void' })
  async renewCodes(
    @CallerOf() caller: Caller,
    @Body() body: ProveSecondFactorBody,
    @ClientOf() client: ClientInfo,
  ): Promise<{ recoveryCodes: readonly string[] }> {
    return { recoveryCodes: await this.identity.mySecondFactor.renewCodes(caller.session, body, client) };
  }
}
