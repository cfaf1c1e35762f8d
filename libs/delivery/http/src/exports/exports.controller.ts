import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Context } from '@ruyi/engine/context';
import { ExportRecords } from '@ruyi/delivery/import-export';
import { Ctx } from '../base/auth/caller.js';
import { SignedIn } from '../base/auth/route-access.js';
import { Costs } from '../base/rates/costs.js';
import { ObjectBody, type ObjectBodyValue } from '../records/object-body.js';
import { readExportRequest } from './read-export-request.js';
import { Takes } from '../base/docs/takes.js';

@ApiTags('import and export')
@Controller('records/:module/export')
@SignedIn()
export class ExportsController {
  constructor(private readonly exports: ExportRecords) {}

  @Post()
  @Costs(50)
  @HttpCode(202)
  @Takes.body({
    fields: 'array',
    format: 'string',
    'ids?': 'array',
    'view?': 'string',
    'filter?': 'object',
    'search?': 'string',
    'subordinate?': 'string',
    'pool?': 'string',
    'sort?': 'string',
  })
  @ApiOperation({ summary: 'Export as xlsx or csv; the job’s result names the file' })
  async start(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @ObjectBody() body: ObjectBodyValue,
  ): Promise<object> {
    return { jobId: await this.exports.start(ctx, readExportRequest(module, body)) };
  }
}
