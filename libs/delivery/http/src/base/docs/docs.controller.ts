import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import { Public } from '../auth/route-access.js';
import { contentSecurityPolicy, styleHash } from '../server/content-security-policy.js';
import { DOCS_STYLE, docsPage } from './docs-page.js';

@ApiExcludeController()
@Public()
@Controller('api')
export class DocsController {
  /** Built once all routes are known. */
  document: OpenAPIObject | null = null;

  @Get('openapi.json')
  openApi(): OpenAPIObject | null {
    return this.document;
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', contentSecurityPolicy(styleHash(DOCS_STYLE)))
  docs(): string {
    return this.document ? docsPage(this.document) : '';
  }
}
