import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RECORD_ACTIONS } from '@ruyi/contract/access';
import { AppError, ObjectReader } from '@ruyi/contract/errors';
import { AccessStore, type AccessExplanation } from '@ruyi/engine/access';
import type { Context } from '@ruyi/engine/context';
import { AccessExplainer, RecordReader } from '@ruyi/engine/records';
import { administers } from '../base/auth/administers.js';
import { Ctx } from '../base/auth/caller.js';
import { SignedIn } from '../base/auth/route-access.js';
import type { ObjectBodyValue } from './object-body.js';
import { Takes } from '../base/docs/takes.js';

@ApiTags('access')
@Controller('why')
@SignedIn()
export class WhyController {
  constructor(
    private readonly explainer: AccessExplainer,
    private readonly reader: RecordReader,
    private readonly access: AccessStore,
  ) {}

  @Get()
  @Takes.query({ module: 'string', id: 'string', 'userId?': 'string', 'action?': 'string' })
  @ApiOperation({
    summary: 'Why a user may, or may not, see a record: of others for administrators, of oneself for what one sees',
  })
  async why(@Ctx() ctx: Context, @Query() query: ObjectBodyValue): Promise<AccessExplanation> {
    const reader = ObjectReader.ofQuery(query);
    const module = reader.text('module', 100);
    const id = reader.id('id');
    const userId = reader.id('userId') ?? ctx.userId ?? '';
    const action = reader.oneOf('action', RECORD_ACTIONS);
    if (module === undefined) reader.fail('module', 'required');
    if (id === undefined) reader.fail('id', 'required');
    reader.end();
    await this.checkMayAsk(ctx, { module: module ?? '', id: id ?? '', userId });
    return this.explainer.explain(ctx, module ?? '', id ?? '', { userId, ...(action === undefined ? {} : { action }) });
  }

  private async checkMayAsk(
    ctx: Context,
    about: { readonly module: string; readonly id: string; readonly userId: string },
  ): Promise<void> {
    const data = await this.access.get(ctx);
    if (ctx.userId !== null && administers(data, ctx.userId, ['roles', 'people'])) return;
    if (about.userId !== ctx.userId) throw AppError.notAllowed();
    await this.reader.get(ctx, about.module, about.id);
  }
}
