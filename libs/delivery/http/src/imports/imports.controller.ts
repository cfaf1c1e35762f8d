import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Context } from '@ruyi/engine/context';
import { ImportRecords } from '@ruyi/delivery/import-export';
import { Ctx } from '../base/auth/caller.js';
import { SignedIn } from '../base/auth/route-access.js';
import { Takes } from '../base/docs/takes.js';
import { ObjectBody, type ObjectBodyValue } from '../records/object-body.js';
import { readImportRequest } from './read-import-request.js';

@ApiTags('import and export')
@Controller('records/:module/import')
@SignedIn()
export class ImportsController {
  constructor(private readonly imports: ImportRecords) {}

  @Post()
  @HttpCode(202)
  @Takes.body({
    fileId: 'string',
    mode: 'string',
    'matchOn?': 'string',
    mapping: 'object',
    'duplicates?': 'string',
    'pool?': 'string',
    'dryRun?': 'boolean',
  })
  @ApiOperation({
    summary: 'Import an uploaded csv or xlsx; the job’s result counts the rows and names the error file',
  })
  async start(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @ObjectBody() body: ObjectBodyValue,
  ): Promise<object> {
    return { jobId: await this.imports.start(ctx, readImportRequest(module, body)) };
  }
}
