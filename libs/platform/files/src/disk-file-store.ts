import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@ruyi/contract/errors';
import { type Context, type Database, newId, sql } from '@ruyi/engine/context';
import { checkAnimation, checkedImageType } from './check-image.js';
import { countFrames } from './count-frames.js';
import { typeByContent } from './type-by-content.js';

/** A file as the API names it. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
}

/** What a file has to do with people and records, for the question who may read it. */
export interface FileOwnership {
  readonly uploadedBy: string | null;
  readonly module: string | null;
  readonly recordId: string | null;
}

const LONGEST_NAME = 255;
/** What is looked at of an upload: an image's size may stand behind what its camera had to say. */
const HEAD_BYTES = 512 * 1024;
const UUID = /^[0-9a-f-]{36}$/;

/** Files on the disk below the data folder, by tenant; what is known of them is in the tenant's table `file`. */
export class DiskFileStore {
  readonly #database: Database;
  readonly #folder: string;
  readonly #maxBytes: number;

  constructor(database: Database, settings: { readonly folder: string; readonly maxBytes: number }) {
    this.#database = database;
    this.#folder = settings.folder;
    this.#maxBytes = settings.maxBytes;
  }

  /** Keeps an upload. A file that is too large is refused with 413, an image of too many pixels with 422; they leave nothing behind. */
  async upload(ctx: Context, name: string, content: NodeJS.ReadableStream): Promise<StoredFile> {
    return this.#keep(ctx, { id: newId(), name: safeName(name), type: null, maxBytes: this.#maxBytes }, content);
  }

  /** Keeps what the product itself writes, under an id that is known beforehand; again replaces it. Answers the id. */
  async save(
    ctx: Context,
    file: { readonly id: string; readonly name: string; readonly type: string },
    content: NodeJS.ReadableStream,
  ): Promise<string> {
    await this.#keep(ctx, { ...file, name: safeName(file.name), maxBytes: Number.POSITIVE_INFINITY }, content);
    return file.id;
  }

  /** Null when the tenant has no such file. */
  async find(ctx: Context, id: string): Promise<(StoredFile & FileOwnership) | null> {
    const [rows = []] = await this.#database.read(ctx.tenantId, [
      sql`select id, name, size, type, uploaded_by as "uploadedBy", module_key as module, record_id as "recordId" from file
          where tenant_id = ${ctx.tenantId} and id = ${id}`,
    ]);
    return (rows[0] as (StoredFile & FileOwnership) | undefined) ?? null;
  }

  /** Whether the bytes are there. */
  async has(ctx: Context, id: string): Promise<boolean> {
    return (await stat(this.#pathOf(ctx.tenantId, id)).catch(() => null)) !== null;
  }

  /** The bytes; throws 404 when they are gone. */
  async read(ctx: Context, id: string): Promise<NodeJS.ReadableStream> {
    const path = this.#pathOf(ctx.tenantId, id);
    if (!(await stat(path).catch(() => null))) throw AppError.notFound();
    return createReadStream(path);
  }

  /** Takes out files that no record shows: uploads that were never used, old exports, what a purged record had. Answers how many. */
  async removeUnused(tenantId: string, olderThanDays: number): Promise<number> {
    const gone = await this.#database.transaction(tenantId, (tx) =>
      tx.query<{ id: string }>(
        sql`delete from file where tenant_id = ${tenantId} and record_id is null
            and created_at < now() - make_interval(days => ${olderThanDays}) returning id`,
      ),
    );
    // Bytes after rows: a row never names bytes that are gone.
    for (const { id } of gone) await rm(this.#pathOf(tenantId, id), { force: true });
    return gone.length;
  }

  async #keep(
    ctx: Context,
    file: { id: string; name: string; type: string | null; maxBytes: number },
    content: NodeJS.ReadableStream,
  ): Promise<StoredFile> {
    const path = this.#pathOf(ctx.tenantId, file.id);
    const partial = `${path}.${newId()}.part`;
    try {
      await mkdir(join(path, '..'), { recursive: true });
      const size = await write(content, partial, file.maxBytes);
      const type = file.type ?? (await typeOf(file.name, partial));
      await rename(partial, path);
      await this.#database.transaction(ctx.tenantId, (tx) =>
        tx.query(sql`insert into file (tenant_id, id, name, size, type, uploaded_by) values (${ctx.tenantId}, ${file.id}, ${file.name}, ${size}, ${type}, ${ctx.userId})
          on conflict (tenant_id, id) do update set name = excluded.name, size = excluded.size, type = excluded.type`),
      );
      return { id: file.id, name: file.name, size, type };
    } catch (error) {
      await rm(partial, { force: true });
      throw isDiskFull(error) ? new AppError(503, 'internal', { key: 'diskFull', cause: error }) : error;
    }
  }

  #pathOf(tenantId: string, id: string): string {
    if (!UUID.test(tenantId) || !UUID.test(id)) throw AppError.notFound();
    return join(this.#folder, tenantId, id.slice(-2), id);
  }
}

async function write(content: NodeJS.ReadableStream, path: string, maxBytes: number): Promise<number> {
  let size = 0;
  // Open before anything is read: a stream that opens behind a refusal would make its file again after it was taken away.
  const file = await open(path, 'wx', 0o600);
  await pipeline(
    content,
    async function* counted(source: AsyncIterable<Buffer | string>) {
      for await (const chunk of source) {
        size += Buffer.byteLength(chunk);
        if (size > maxBytes) throw new AppError(413, 'tooLarge');
        yield chunk;
      }
    },
    file.createWriteStream(),
  );
  return size;
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
}

async function typeOf(name: string, path: string): Promise<string> {
  const head = await headOf(path);
  const type = checkedImageType(await typeByContent(name, head), head);
  checkAnimation(head, await countFrames(path, type));
  return type;
}

async function headOf(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const length = Math.min(HEAD_BYTES, (await handle.stat()).size);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** A name for people to read: no path, no dots that hide it, no control characters, no direction marks that make `gpj.exe` look like `exe.jpg`. */
function safeName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  const clean = base
    .replaceAll(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu, '')
    .replaceAll(/^[\s.]+|(?<![\s.])[\s.]+$/g, '');
  const letters = [...(clean || 'file')];
  return letters.length <= LONGEST_NAME
    ? letters.join('')
    : [...letters.slice(0, LONGEST_NAME - 20), ...letters.slice(-20)].join('');
}
