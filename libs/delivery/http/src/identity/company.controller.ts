import { Body, Controller, Get, Patch, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { LOCALES, type Locale } from '@ruyi/contract/metadata';
import type { Context } from '@ruyi/engine/context';
import { Identity, type AuditView, type Company, type Page } from '@ruyi/identity';
import { Ctx } from '../base/auth/caller.js';
import { Requires, SignedIn } from '../base/auth/route-access.js';
import { FlagField, IdField, OneOfField, QueryInteger, TextField } from '../base/input/body-fields.js';
import { AuditFilterFields, auditFilterOrThrow } from './audit-filter.js';

class ChangeCompanyBody {
  @TextField({ optional: true, max: 1000 }) name?: string;
  @OneOfField(LOCALES, { optional: true }) locale?: Locale;
  @TextField({ optional: true, description: 'IANA name' }) timeZone?: string;
  @FlagField({ optional: true, description: 'Everybody needs a second factor; its own comes first' })
  secondFactorRequired?: boolean;
}

class AuditQuery extends AuditFilterFields {
  @QueryInteger({ optional: true, min: 1, max: 200 }) limit?: number;
  @IdField({ optional: true }) after?: string;
}

@ApiTags('company')
@Controller()
export class CompanyController {
  constructor(private readonly identity: Identity) {}

  @Get('company')
  @SignedIn()
  @ApiOperation({
    summary: 'Name, number, language and time zone of the company, and whether everybody needs a second factor',
  })
  read(@Ctx() ctx: Context): Promise<Company> {
    return this.identity.company.read(ctx);
  }

  @Patch('company')
  @Requires('company')
  @ApiOperation({ summary: 'Change them' })
  change(@Ctx() ctx: Context, @Body() body: ChangeCompanyBody): Promise<Company> {
    return this.identity.company.change(ctx, body);
  }

  @Get('audit')
  @Requires('audit')
  @ApiOperation({
    summary: 'Log-ins, refusals, changes of people, roles and settings, exports: who and when, newest first',
  })
  audit(@Ctx() ctx: Context, @Query() query: AuditQuery): Promise<Page<AuditView>> {
    const { limit = 50, after } = query;
    return this.identity.auditLog.list(ctx, { ...auditFilterOrThrow(ctx, query), limit, after });
  }
}
