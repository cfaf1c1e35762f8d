import { All, Body, Controller, Header, HttpCode, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Messages } from '@ruyi/engine/messages';
import { AppError } from '@ruyi/contract/errors';
import { Public } from '../base/auth/route-access.js';

const KINDS = { receipts: 'receipt', replies: 'reply' } as const;

/** Where providers of SMS tell what became of a message and what its reader answered: JSON, a form, or a query. */
@ApiExcludeController()
@Controller('callbacks/sms')
@Public()
export class CallbacksController {
  constructor(private readonly messages: Messages) {}

  @All(':token/:what')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async take(
    @Param('token') token: string,
    @Param('what') what: string,
    @Body() body: unknown,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!isKind(what)) throw AppError.notFound();
    const answer = await this.messages.callbacks.take(token, KINDS[what], body ?? query, request.id);
    // The buttons of the development page are a form in a browser: back to where it came from.
    if (request.headers.accept?.includes('text/html')) await reply.status(303).redirect('/dev/outbox');
    else if ('json' in answer) await reply.send(answer.json);
    else await reply.type('text/plain; charset=utf-8').send(answer.text);
  }
}

function isKind(what: string): what is keyof typeof KINDS {
  return Object.hasOwn(KINDS, what);
}
