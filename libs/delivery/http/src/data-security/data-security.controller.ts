import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Context } from '@ruyi/engine/context';
import { DataSecurity, type ListedExport, type Whereabouts } from '@ruyi/delivery/import-export';
import { Identity, type AuditView, type ClientInfo, type Page } from '@ruyi/identity';
import { CallerOf, ClientOf, Ctx, type Caller } from '../base/auth/caller.js';
import { Requires } from '../base/auth/route-access.js';
import { Unreplayed } from '../base/idempotency/idempotency-interceptor.js';
import { IdField, OneOfField, QueryInteger, TextField } from '../base/input/body-fields.js';
import { AuditFilterFields, auditFilterOrThrow } from '../identity/audit-filter.js';

const PAGE = 50;

class PageQuery {
  @QueryInteger({ optional: true, min: 1, max: 200 }) limit?: number;
  @IdField({ optional: true }) after?: string;
}

class ExportAllBody {
  @TextField({ max: 1000, description: 'The caller’s own, asked again' }) password!: string;
}

class ExportAuditBody extends AuditFilterFields {
  @OneOfField(['xlsx', 'csv']) format!: 'xlsx' | 'csv';
}

@ApiTags('data security')
@Controller()
export class DataSecurityController {
  constructor(
    private readonly data: DataSecurity,
    private readonly identity: Identity,
  ) {}

  @Get('data-security')
  @Requires('audit', 'exportAll')
  @ApiOperation({ summary: 'Where the company’s data is, and how much' })
  whereabouts(@Ctx() ctx: Context): Promise<Whereabouts> {
    return this.data.whereabouts.of(ctx);
  }

  @Get('data-security/exports')
  @Requires('audit', 'exportAll')
  @ApiOperation({ summary: 'Who exported what, and whether the file is still there, newest first' })
  exports(
    @Ctx() ctx: Context,
    @Query() query: PageQuery,
  ): Promise<{ items: readonly ListedExport[]; nextCursor: string | null }> {
    return this.data.exports.list(ctx, { limit: query.limit ?? PAGE, after: query.after });
  }

  @Get('data-security/operator-acts')
  @Requires('audit', 'exportAll')
  @ApiOperation({ summary: 'What whoever runs the install did to the company’s data with its tools, newest first' })
  operatorActs(@Ctx() ctx: Context, @Query() query: PageQuery): Promise<Page<AuditView>> {
    return this.identity.auditLog.list(ctx, { limit: query.limit ?? PAGE, after: query.after, about: 'operator' });
  }

  @Post('data-security/export')
  @Requires('exportAll')
  @Unreplayed()
  @HttpCode(202)
  @ApiOperation({ summary: 'Everything of the company in one archive, as a job; asks for the password again' })
  async exportAll(
    @CallerOf() caller: Caller,
    @Body() body: ExportAllBody,
    @ClientOf() client: ClientInfo,
  ): Promise<{ jobId: string }> {
    await this.identity.confirmPassword.orThrow(caller.session, body.password, client);
    return { jobId: await this.data.companyExport.start(caller.ctx) };
  }

  @Post('audit/export')
  @Requires('audit')
  @HttpCode(202)
  @ApiOperation({ summary: 'The audit log as xlsx or csv, with the filter of the list, as a job' })
  async exportAudit(@Ctx() ctx: Context, @Body() body: ExportAuditBody): Promise<{ jobId: string }> {
    const { format } = body;
    return { jobId: await this.data.auditLogExport.start(ctx, { ...auditFilterOrThrow(ctx, body), format }) };
  }
}
