import { Body, Controller, Delete, Get, HttpCode, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Context } from '@ruyi/engine/context';
import { Identity, type DepartmentView } from '@ruyi/identity';
import { Ctx } from '../base/auth/caller.js';
import { Requires, SignedIn } from '../base/auth/route-access.js';
import { IdField, TextField } from '../base/input/body-fields.js';
import { IdParam } from '../base/input/id-param.js';

class CreateDepartmentBody {
  @TextField({ max: 1000 }) name!: string;
  @IdField({ optional: true, nullable: true, description: 'Absent: the company itself' }) parentId?: string | null;
  @IdField({ optional: true, nullable: true }) leaderId?: string | null;
}

class ChangeDepartmentBody {
  @TextField({ optional: true, max: 1000 }) name?: string;
  @IdField({ optional: true, nullable: true }) parentId?: string | null;
  @IdField({ optional: true, nullable: true }) leaderId?: string | null;
}

@ApiTags('people')
@Controller('departments')
@Requires('people')
export class DepartmentsController {
  constructor(private readonly identity: Identity) {}

  @Get()
  @SignedIn()
  @ApiOperation({ summary: 'The whole tree, oldest first' })
  async list(@Ctx() ctx: Context): Promise<{ items: readonly DepartmentView[] }> {
    return { items: await this.identity.people.departments(ctx) };
  }

  @Get(':id')
  @SignedIn()
  @ApiOperation({ summary: 'One department' })
  read(@Ctx() ctx: Context, @IdParam() id: string): Promise<DepartmentView> {
    return this.identity.people.department(ctx, id);
  }

  @Post()
  @ApiOperation({ summary: 'Add a department' })
  async create(@Ctx() ctx: Context, @Body() body: CreateDepartmentBody): Promise<DepartmentView> {
    return this.identity.people.department(ctx, await this.identity.departments.create(ctx, body));
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Rename, move, or give a leader' })
  async change(
    @Ctx() ctx: Context,
    @IdParam() id: string,
    @Body() body: ChangeDepartmentBody,
  ): Promise<DepartmentView> {
    await this.identity.departments.edit(ctx, id, body);
    return this.identity.people.department(ctx, id);
  }

  @Post(':id/disable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take an empty department out of use' })
  async disable(@Ctx() ctx: Context, @IdParam() id: string): Promise<DepartmentView> {
    await this.identity.departments.setDisabled(ctx, id, true);
    return this.identity.people.department(ctx, id);
  }

  @Post(':id/enable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Bring it back' })
  async enable(@Ctx() ctx: Context, @IdParam() id: string): Promise<DepartmentView> {
    await this.identity.departments.setDisabled(ctx, id, false);
    return this.identity.people.department(ctx, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a department that nothing refers to' })
  async remove(@Ctx() ctx: Context, @IdParam() id: string): Promise<void> {
    await this.identity.departments.remove(ctx, id);
  }
}
