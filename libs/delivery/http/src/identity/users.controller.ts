import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Context } from '@ruyi/engine/context';
import { Identity, USER_STATES, type Page, type PersonView, type UserState, type UserView } from '@ruyi/identity';
import { Ctx } from '../base/auth/caller.js';
import { Requires, SignedIn } from '../base/auth/route-access.js';
import { ReplayedWithout, Unreplayed } from '../base/idempotency/idempotency-interceptor.js';
import { IdField, IdsField, OneOfField, QueryInteger, TextField } from '../base/input/body-fields.js';
import { IdParam } from '../base/input/id-param.js';
import { OriginOf } from '../base/server/request-origin.js';

class ChangeUserBody {
  @TextField({ optional: true, max: 1000 }) name?: string;
  @TextField({ optional: true, nullable: true, max: 1000 }) email?: string | null;
  @TextField({ optional: true, nullable: true, max: 1000 }) mobile?: string | null;
  @TextField({
    optional: true,
    nullable: true,
    max: 1000,
    description: 'For staff with neither; logs in as account@company number',
  })
  account?: string | null;
  @IdField({ optional: true, nullable: true }) departmentId?: string | null;
  @IdField({ optional: true, nullable: true }) superiorId?: string | null;
  @IdsField({ optional: true, min: 1 }) roleIds?: string[];
}

class CreateUserBody {
  @TextField({ max: 1000 }) name!: string;
  @TextField({ optional: true, nullable: true, max: 1000 }) email?: string | null;
  @TextField({ optional: true, nullable: true, max: 1000 }) mobile?: string | null;
  @TextField({
    optional: true,
    nullable: true,
    max: 1000,
    description: 'For staff with neither; logs in as account@company number',
  })
  account?: string | null;
  @IdField({ optional: true, nullable: true, description: 'Absent: the company itself' }) departmentId?: string | null;
  @IdField({ optional: true, nullable: true }) superiorId?: string | null;
  @IdsField({ min: 1 }) roleIds!: string[];
  @TextField({ optional: true, max: 1000, description: 'With it active at once, without it invited' })
  password?: string;
}

class PasswordBody {
  @TextField({ max: 1000 }) password!: string;
}

class UsersQuery {
  @TextField({ optional: true }) search?: string;
  @OneOfField(USER_STATES, { optional: true }) state?: UserState;
  @IdField({ optional: true }) departmentId?: string;
  @QueryInteger({ optional: true, min: 1, max: 200 }) limit?: number;
  @IdField({ optional: true }) after?: string;
}

class PickQuery {
  @TextField({ optional: true }) q?: string;
  @QueryInteger({ optional: true, min: 1, max: 200 }) limit?: number;
}

@ApiTags('people')
@Controller('users')
@Requires('people')
export class UsersController {
  constructor(private readonly identity: Identity) {}

  @Get()
  @ApiOperation({ summary: 'Colleagues, oldest first' })
  list(@Ctx() ctx: Context, @Query() query: UsersQuery): Promise<Page<UserView>> {
    return this.identity.people.users(ctx, { ...query, limit: query.limit ?? 20 });
  }

  @Get('pick')
  @SignedIn()
  @ApiOperation({ summary: 'Active colleagues to choose from' })
  async pick(@Ctx() ctx: Context, @Query() query: PickQuery): Promise<{ items: readonly PersonView[] }> {
    return { items: await this.identity.people.pick(ctx, query.q, query.limit ?? 20) };
  }

  @Get('subordinates')
  @SignedIn()
  @ApiOperation({ summary: 'Everybody below the caller' })
  async subordinates(@Ctx() ctx: Context): Promise<{ items: readonly PersonView[] }> {
    return { items: await this.identity.people.subordinates(ctx) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One colleague' })
  read(@Ctx() ctx: Context, @IdParam() id: string): Promise<UserView> {
    return this.identity.people.user(ctx, id);
  }

  @Post()
  @ReplayedWithout('invitation')
  @ApiOperation({ summary: 'Add a colleague; one without a password gets an invitation, by mail and in this answer' })
  async create(@Ctx() ctx: Context, @Body() body: CreateUserBody, @OriginOf() origin: string): Promise<object> {
    const { id, invitation } = await this.identity.createUser.run(ctx, body, origin);
    const user = await this.identity.people.user(ctx, id);
    return invitation ? { ...user, invitation: { url: invitation.url, expiresAt: invitation.expiresAt } } : user;
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change a colleague' })
  async change(@Ctx() ctx: Context, @IdParam() id: string, @Body() body: ChangeUserBody): Promise<UserView> {
    await this.identity.editUser.run(ctx, id, body);
    return this.identity.people.user(ctx, id);
  }

  @Post(':id/disable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign a colleague out everywhere, for good' })
  async disable(@Ctx() ctx: Context, @IdParam() id: string): Promise<UserView> {
    await this.identity.userStates.disable(ctx, id);
    return this.identity.people.user(ctx, id);
  }

  @Post(':id/enable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Let a disabled colleague in again' })
  async enable(@Ctx() ctx: Context, @IdParam() id: string): Promise<UserView> {
    await this.identity.userStates.enable(ctx, id);
    return this.identity.people.user(ctx, id);
  }

  @Post(':id/password')
  @Unreplayed()
  @HttpCode(204)
  @ApiOperation({ summary: 'Set a colleague’s password; their sessions end' })
  async setPassword(@Ctx() ctx: Context, @IdParam() id: string, @Body() body: PasswordBody): Promise<void> {
    await this.identity.userStates.setPassword(ctx, id, body.password);
  }

  @Post(':id/second-factor/reset')
  @Unreplayed()
  @HttpCode(200)
  @ApiOperation({ summary: 'Take the second factor off a colleague who has lost it; their sessions end' })
  async resetSecondFactor(@Ctx() ctx: Context, @IdParam() id: string): Promise<UserView> {
    await this.identity.secondFactorReset.byAdministrator(ctx, id);
    return this.identity.people.user(ctx, id);
  }

  @Post(':id/invite')
  @Unreplayed()
  @HttpCode(200)
  @ApiOperation({ summary: 'A fresh invitation link for a colleague who has not logged in yet' })
  async invite(
    @Ctx() ctx: Context,
    @IdParam() id: string,
    @OriginOf() origin: string,
  ): Promise<{ url: string; expiresAt: string }> {
    const { url, expiresAt } = await this.identity.userStates.invite(ctx, id, origin);
    return { url, expiresAt };
  }
}
