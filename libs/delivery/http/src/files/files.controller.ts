import { Readable } from 'node:stream';
import type { Multipart, MultipartFile } from '@fastify/multipart';
import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '@ruyi/contract/errors';
import type { Context } from '@ruyi/engine/context';
import { Ctx } from '../base/auth/caller.js';
import { SignedIn } from '../base/auth/route-access.js';
import { Costs } from '../base/rates/costs.js';
import { NeedsNoTurn } from '../base/rates/tenant-turns.js';
import { appErrorOf } from '../base/problem/app-error-of.js';
import { contentDisposition } from '../base/server/content-disposition.js';
import { FILES_PARTS, type FilesParts, type FileView } from './files-parts.js';

/** Types that a browser may show in place; everything else is saved, whatever it calls itself. */
const SHOWN = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/bmp',
  'application/pdf',
  'audio/mpeg',
  'video/mp4',
]);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** As long as file systems let a name be. */
const MAX_NAME = 255;

@ApiTags('files')
@Controller('files')
@SignedIn()
export class FilesController {
  constructor(@Inject(FILES_PARTS) private readonly parts: FilesParts) {}

  @Post()
  @Costs(5)
  @HttpCode(201)
  @NeedsNoTurn()
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } }, required: ['file'] },
  })
  @ApiOperation({ summary: 'Upload a file in the part `file`; 413 when it is too large' })
  async upload(@Ctx() ctx: Context, @Req() request: FastifyRequest): Promise<FileView> {
    if (!request.isMultipart()) throw new AppError(415, 'malformed');
    const parts = partsOf(request);
    const { value: part } = (await parts.next()) as IteratorResult<Multipart, Multipart | undefined>;
    if (!part) throw AppError.invalid([{ path: 'file', code: 'required' }]);
    if (part.type !== 'file' || part.fieldname !== 'file') throw AppError.invalid([unknownPart(part)]);
    if (part.filename.length > MAX_NAME)
      throw AppError.invalid([{ path: 'file', code: 'tooLong', params: { max: MAX_NAME } }]);
    return this.parts.files.upload(ctx, part.filename, Readable.from(onlyFile(part, parts)));
  }

  @Get(':id')
  @ApiOperation({ summary: 'The bytes, for who uploaded the file or may read the record that shows it' })
  async read(
    @Ctx() ctx: Context,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const file = UUID.test(id) ? await this.parts.files.find(ctx, id.toLowerCase()) : null;
    if (!file || !(await this.parts.mayRead(ctx, file))) throw AppError.notFound();
    const disposition = SHOWN.has(file.type) ? 'inline' : 'attachment';
    reply.header('content-security-policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    reply.header('cache-control', 'private, no-cache');
    return new StreamableFile((await this.parts.files.read(ctx, file.id)) as Readable, {
      type: file.type,
      length: file.size,
      disposition: contentDisposition(disposition, file.name),
    });
  }
}

/** The parts of the body. 400 where it is no multipart that can be read: without a boundary, or cut off. */
async function* partsOf(request: FastifyRequest): AsyncGenerator<Multipart> {
  try {
    yield* request.parts();
  } catch (error) {
    throw unreadable(error);
  }
}

/** What the parser says, which knows no codes; Fastify's own refusals and ours stay what they are. */
function unreadable(error: unknown): unknown {
  return appErrorOf(error) ?? new AppError(400, 'malformed', { cause: error });
}

/** A part need not have a name. */
function unknownPart(part: { readonly fieldname?: string }): { path: string; code: 'unknownKey' } {
  return { path: (part.fieldname ?? '').slice(0, 100), code: 'unknownKey' };
}

/** The bytes of the file; whatever comes after it makes the upload fail before it is kept. */
async function* onlyFile(part: MultipartFile, rest: AsyncIterableIterator<Multipart>): AsyncGenerator<Buffer> {
  try {
    yield* part.file as AsyncIterable<Buffer>;
  } catch (error) {
    throw unreadable(error);
  }
  const { value: next } = (await rest.next()) as IteratorResult<Multipart, Multipart | undefined>;
  if (next) throw AppError.invalid([unknownPart(next)]);
}
