import { Body, Controller, Delete, Get, HttpCode, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Allow } from 'class-validator';
import { DATA_SCOPES, FIELD_ACCESS } from '@ruyi/contract/access';
import type { Context } from '@ruyi/engine/context';
import { Identity, type RoleView } from '@ruyi/identity';
import { Ctx } from '../base/auth/caller.js';
import { Requires } from '../base/auth/route-access.js';
import { TextField } from '../base/input/body-fields.js';
import { IdParam } from '../base/input/id-param.js';

const PERMISSIONS = {
  description: 'module is a module key or admin',
  items: ruleSchema('action', 'scope', DATA_SCOPES),
};
const FIELDS = { description: 'a field without a rule is edit', items: ruleSchema('field', 'access', FIELD_ACCESS) };

/** The rules are checked by identity, which knows modules and fields. */
class ChangeRoleBody {
  @TextField({ optional: true, max: 1000 }) name?: string;
  @ApiProperty({ type: 'array', required: false, nullable: true, ...PERMISSIONS })
  @Allow()
  permissions?: unknown;
  @ApiProperty({ type: 'array', required: false, ...FIELDS })
  @Allow()
  fields?: unknown;
}

class CreateRoleBody {
  @TextField({ optional: true, nullable: true, max: 1000 }) key?: string | null;
  @TextField({ max: 1000 }) name!: string;
  @ApiProperty({ type: 'array', required: false, ...PERMISSIONS })
  @Allow()
  permissions?: unknown;
  @ApiProperty({ type: 'array', required: false, ...FIELDS })
  @Allow()
  fields?: unknown;
}

function ruleSchema(
  what: string,
  how: string,
  choices: readonly string[],
): { type: 'object'; required: string[]; properties: Record<string, object> } {
  return {
    type: 'object',
    required: ['module', what, how],
    properties: {
      module: { type: 'string' },
      [what]: { type: 'string' },
      [how]: { type: 'string', enum: [...choices] },
    },
  };
}

@ApiTags('people')
@Controller('roles')
@Requires('roles')
export class RolesController {
  constructor(private readonly identity: Identity) {}

  @Get()
  @Requires('roles', 'people', 'webhooks')
  @ApiOperation({ summary: 'Roles with all that they allow' })
  async list(@Ctx() ctx: Context): Promise<{ items: readonly RoleView[] }> {
    return { items: await this.identity.roles.list(ctx) };
  }

  @Get(':id')
  @Requires('roles', 'people')
  @ApiOperation({ summary: 'One role' })
  read(@Ctx() ctx: Context, @IdParam() id: string): Promise<RoleView> {
    return this.identity.roles.read(ctx, id);
  }

  @Post()
  @ApiOperation({ summary: 'Make a role' })
  async create(@Ctx() ctx: Context, @Body() body: CreateRoleBody): Promise<RoleView> {
    return this.identity.roles.read(ctx, await this.identity.editRoles.create(ctx, body));
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change a role; permissions null brings a shipped role back to what it was' })
  async change(@Ctx() ctx: Context, @IdParam() id: string, @Body() body: ChangeRoleBody): Promise<RoleView> {
    await this.identity.editRoles.edit(ctx, id, body);
    return this.identity.roles.read(ctx, id);
  }

  @Post(':id/disable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Let a role give nothing' })
  async disable(@Ctx() ctx: Context, @IdParam() id: string): Promise<RoleView> {
    await this.identity.editRoles.setDisabled(ctx, id, true);
    return this.identity.roles.read(ctx, id);
  }

  @Post(':id/enable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Bring it back' })
  async enable(@Ctx() ctx: Context, @IdParam() id: string): Promise<RoleView> {
    await this.identity.editRoles.setDisabled(ctx, id, false);
    return this.identity.roles.read(ctx, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a role that nobody has' })
  async remove(@Ctx() ctx: Context, @IdParam() id: string): Promise<void> {
    await this.identity.editRoles.remove(ctx, id);
  }
}
