import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Context } from '@ruyi/engine/context';
import { Ctx } from '../base/auth/caller.js';
import { SignedIn } from '../base/auth/route-access.js';
import { ModuleDescriber } from './module-describer.js';
import { tenantDocument } from './tenant-document.js';

@ApiTags('modules')
@Controller('openapi.json')
export class TenantDocumentController {
  constructor(private readonly describer: ModuleDescriber) {}

  @Get()
  @SignedIn()
  @ApiOperation({ summary: 'OpenAPI 3.1 of the caller’s own modules and fields' })
  async read(@Ctx() ctx: Context): Promise<object> {
    return tenantDocument(await this.describer.all(ctx), ctx.locale);
  }
}
