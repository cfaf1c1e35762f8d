import { Controller, Get, HttpCode, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ObjectReader } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import { ImportRecords, ImportTemplates, TEMPLATE_FORMATS, type ImportLook } from '@ruyi/delivery/import-export';
import { Ctx } from '../base/auth/caller.js';
import { SignedIn } from '../base/auth/route-access.js';
import { Costs } from '../base/rates/costs.js';
import { Takes } from '../base/docs/takes.js';
import { contentDisposition } from '../base/server/content-disposition.js';
import { ObjectBody, type ObjectBodyValue } from '../records/object-body.js';
import { readImportRequest } from './read-import-request.js';

@ApiTags('import and export')
@Controller('records/:module/import')
@SignedIn()
export class ImportsController {
  constructor(
    private readonly imports: ImportRecords,
    private readonly templates: ImportTemplates,
  ) {}

  @Post()
  @Costs(50)
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

  @Post('look')
  @Costs(20)
  @HttpCode(200)
  @Takes.body({ fileId: 'string' })
  @ApiOperation({ summary: 'Headings and first rows of an uploaded file, and which fields they seem to be' })
  look(@Ctx() ctx: Context, @Param('module') module: string, @ObjectBody() body: ObjectBodyValue): Promise<ImportLook> {
    const reader = new ObjectReader(body);
    const fileId = reader.requiredId('fileId');
    reader.end();
    return this.imports.look(ctx, module, fileId);
  }

  @Get('template')
  @Costs(5)
  @Takes.query({ 'format?': 'string' })
  @ApiOperation({
    summary: 'A file to fill in and import (`format`: xlsx or csv), with the fields that the caller may write',
  })
  async template(
    @Ctx() ctx: Context,
    @Param('module') module: string,
    @Query() query: ObjectBodyValue,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const reader = ObjectReader.ofQuery(query);
    const format = reader.oneOf('format', TEMPLATE_FORMATS) ?? 'xlsx';
    reader.end();
    const { name, type, content } = await this.templates.of(ctx, module, format);
    reply.header('cache-control', 'private, no-cache');
    return new StreamableFile(content, {
      type,
      length: content.length,
      disposition: contentDisposition('attachment', name),
    });
  }
}
