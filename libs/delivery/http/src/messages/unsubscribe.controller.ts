import { Body, Controller, Get, Header, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AppError } from '@ruyi/contract/errors';
import { Messages, type Subscription } from '@ruyi/engine/messages';
import { Public } from '../base/auth/route-access.js';
import { contentSecurityPolicy, styleHash } from '../base/server/content-security-policy.js';
import { UNSUBSCRIBE_STYLE, unsubscribePage } from './unsubscribe-page.js';

const POLICY = contentSecurityPolicy(styleHash(UNSUBSCRIBE_STYLE));

/** The page behind the link in marketing mails, and the one click of mail programs (RFC 8058), which posts to it. */
@ApiExcludeController()
@Controller('unsubscribe')
@Public()
export class UnsubscribeController {
  constructor(private readonly messages: Messages) {}

  @Get(':token')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', POLICY)
  @Header('cache-control', 'no-store')
  @Header('referrer-policy', 'no-referrer')
  page(@Param('token') token: string, @Req() request: FastifyRequest): Promise<string> {
    return this.show(() => this.messages.unsubscribe.look(token), request);
  }

  @Post(':token')
  @HttpCode(200)
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', POLICY)
  @Header('cache-control', 'no-store')
  run(@Param('token') token: string, @Body() _oneClick: unknown, @Req() request: FastifyRequest): Promise<string> {
    return this.show(() => this.messages.unsubscribe.run(token, request.id), request);
  }

  /** A link that is none of ours gets a page too: a person is looking at it. */
  private async show(find: () => Promise<Subscription>, request: FastifyRequest): Promise<string> {
    const english = /^\s*en\b/i.test(request.headers['accept-language'] ?? '');
    try {
      return unsubscribePage(await find(), english);
    } catch (error) {
      if (error instanceof AppError && error.status === 404) return unsubscribePage(null, english);
      throw error;
    }
  }
}
