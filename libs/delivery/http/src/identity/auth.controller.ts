import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  Identity,
  type ClientInfo,
  type SecondFactorAsked,
  type SignedIn as SignedInAnswer,
  type TenantChoice,
  type TenantChoiceByTicket,
} from '@ruyi/identity';
import { BeforeSecondFactor } from '../base/auth/before-second-factor.js';
import { CallerOf, ClientOf, type Caller } from '../base/auth/caller.js';
import { ForPeople } from '../base/auth/for-people.js';
import { Public, SignedIn } from '../base/auth/route-access.js';
import { clearSessionCookies } from '../base/auth/session-cookies.js';
import { Unreplayed } from '../base/idempotency/idempotency-interceptor.js';
import { TrustedOriginOf } from '../base/server/request-origin.js';
import { ForgotBody, LogInBody, ResetBody, SignUpBody, SwitchBody } from './auth-bodies.js';
import { ChooseBody, SecondStepBody } from './second-factor-bodies.js';
import { signedInAnswer } from './signed-in-answer.js';

@ApiTags('sign-in')
@Controller()
export class AuthController {
  constructor(private readonly identity: Identity) {}

  @Post('signup')
  @Public()
  @ApiOperation({ summary: 'Sign a company up with its administrator' })
  async signUp(
    @Body() body: SignUpBody,
    @ClientOf() client: ClientInfo,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInAnswer> {
    return signedInAnswer(await this.identity.signUp.run(body, client), request, reply);
  }

  @Post('auth/login')
  @Public()
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Log in; of an account in several companies without tenantId: {choose: […]}; of one with a second factor: {secondFactor: {token, expiresAt}}',
  })
  async logIn(
    @Body() body: LogInBody,
    @ClientOf() client: ClientInfo,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInAnswer | TenantChoice | SecondFactorAsked> {
    const answer = await this.identity.logIn.run(body, client);
    return 'accessToken' in answer ? signedInAnswer(answer, request, reply) : answer;
  }

  @Post('auth/second-factor')
  @Public()
  @HttpCode(200)
  @ApiOperation({
    summary:
      'The second step, by a code of the app or a recovery code; of an account in several companies: {choose: […], token, expiresAt}',
  })
  async secondFactor(
    @Body() body: SecondStepBody,
    @ClientOf() client: ClientInfo,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInAnswer | TenantChoiceByTicket> {
    const answer = await this.identity.secondStep.run(body, client);
    return 'accessToken' in answer ? signedInAnswer(answer, request, reply) : answer;
  }

  @Post('auth/choose')
  @Public()
  @HttpCode(200)
  @ApiOperation({ summary: 'After the second step: into one of the companies of the account' })
  async choose(
    @Body() body: ChooseBody,
    @ClientOf() client: ClientInfo,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInAnswer> {
    return signedInAnswer(await this.identity.secondStep.choose(body, client), request, reply);
  }

  @Post('auth/switch')
  @ForPeople()
  @SignedIn()
  @BeforeSecondFactor()
  @Unreplayed()
  @HttpCode(200)
  @ApiOperation({ summary: 'Open a session in another company of the same account' })
  async switchTenant(
    @CallerOf() caller: Caller,
    @Body() body: SwitchBody,
    @ClientOf() client: ClientInfo,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInAnswer> {
    const signedIn = await this.identity.switchTenant.run(caller.session, body.tenantId, client);
    // The browser forgets the token it had; an API client may go on using its own.
    if (caller.via === 'cookie') await this.identity.logOut.run(caller.session);
    return signedInAnswer(signedIn, request, reply);
  }

  @Post('auth/logout')
  @ForPeople()
  @SignedIn()
  @BeforeSecondFactor()
  @Unreplayed()
  @HttpCode(204)
  @ApiOperation({ summary: 'End this session' })
  async logOut(@CallerOf() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    clearSessionCookies(reply);
    await this.identity.logOut.run(caller.session);
  }

  @Post('auth/forgot')
  @Public()
  @HttpCode(204)
  @ApiOperation({ summary: 'Mail a link to set a new password; the answer is the same for unknown accounts' })
  async forgot(
    @Body() body: ForgotBody,
    @TrustedOriginOf() origin: string,
    @ClientOf() client: ClientInfo,
  ): Promise<void> {
    await this.identity.forgotPassword.run(body.login, origin, client);
  }

  @Post('auth/reset')
  @Public()
  @HttpCode(204)
  @ApiOperation({ summary: 'Set a new password by the mailed link; every session ends' })
  async reset(@Body() body: ResetBody, @ClientOf() client: ClientInfo): Promise<void> {
    await this.identity.resetPassword.run(body, client);
  }
}
