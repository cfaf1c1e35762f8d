import { Controller, Delete, HttpCode, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { DuplicateRule } from '@ruyi/contract/metadata';
import type { Context } from '@ruyi/engine/context';
import { Metadata } from '@ruyi/engine/model';
import { Ctx } from '../base/auth/caller.js';
import { Requires } from '../base/auth/route-access.js';
import { Takes } from '../base/docs/takes.js';
import { ObjectBody, type ObjectBodyValue } from '../records/object-body.js';

@ApiTags('modules')
@Controller('modules/:module/duplicates')
export class DuplicateRulesController {
  constructor(private readonly metadata: Metadata) {}

  @Put()
  @Requires('metadata')
  @Takes.body({ rules: 'array' })
  @ApiOperation({
    summary:
      'Which fields are looked at for duplicates (撞单): `[{field, mode: warn | forbid}]`, of texts, phones and e-mails that the search finds',
  })
  async set(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @ObjectBody() body: ObjectBodyValue,
  ): Promise<{ rules: readonly DuplicateRule[] }> {
    return { rules: await this.metadata.duplicates.set(ctx, module, body) };
  }

  @Delete()
  @Requires('metadata')
  @HttpCode(204)
  @ApiOperation({ summary: 'Back to what ships: a warning about the name, unique fields and mobiles' })
  reset(@Ctx() ctx: Context, @Param('module') module: string): Promise<void> {
    return this.metadata.duplicates.reset(ctx, module);
  }
}
