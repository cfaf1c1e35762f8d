import { Body, Controller, Delete, Get, HttpCode, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Context } from '@ruyi/engine/context';
import { Identity, type ApiKeyView } from '@ruyi/identity';
import { Ctx } from '../base/auth/caller.js';
import { Requires } from '../base/auth/route-access.js';
import { ReplayedWithout } from '../base/idempotency/idempotency-interceptor.js';
import { IdField, IntegerField, TextField } from '../base/input/body-fields.js';
import { IdParam } from '../base/input/id-param.js';

const MAX_DAYS = 3650;

class CreateKeyBody {
  @TextField({ max: 1000, description: 'What histories show' }) name!: string;
  @IdField({ description: 'What it may do; managing people, roles, keys and the company is never part of it' })
  roleId!: string;
  @IntegerField({ optional: true, nullable: true, min: 1, max: MAX_DAYS, description: 'Absent: it does not expire' })
  expiresInDays?: number | null;
}

class ChangeKeyBody {
  @TextField({ optional: true, max: 1000 }) name?: string;
  @IdField({ optional: true }) roleId?: string;
}

@ApiTags('people')
@Controller('keys')
@Requires('people')
export class KeysController {
  constructor(private readonly identity: Identity) {}

  @Get()
  @ApiOperation({ summary: 'API keys, newest first; never the keys themselves' })
  async list(@Ctx() ctx: Context): Promise<{ items: readonly ApiKeyView[] }> {
    return { items: await this.identity.keys.list(ctx) };
  }

  @Post()
  @ReplayedWithout('key')
  @ApiOperation({ summary: 'Make an API key; `key` is in this answer and nowhere else' })
  async create(@Ctx() ctx: Context, @Body() body: CreateKeyBody): Promise<ApiKeyView & { readonly key: string }> {
    const { id, token } = await this.identity.keys.create(ctx, body);
    return { ...(await this.identity.keys.read(ctx, id)), key: token };
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Give an API key another name or role, from its next request on' })
  async change(@Ctx() ctx: Context, @IdParam() id: string, @Body() body: ChangeKeyBody): Promise<ApiKeyView> {
    await this.identity.keys.change(ctx, id, body);
    return this.identity.keys.read(ctx, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke an API key, from its next request on; what it made stays' })
  async revoke(@Ctx() ctx: Context, @IdParam() id: string): Promise<void> {
    await this.identity.keys.revoke(ctx, id);
  }
}
