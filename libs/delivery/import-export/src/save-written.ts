import { PassThrough } from 'node:stream';
import { AppError } from '@ruyi/contract/errors';

/**
 * Keeps what `write` puts into a stream, while it does so; answers the file's id and what `write` answered. When one side
 * fails, so does the other. The reason is the keeper's where it has one (a full disk, of which the writer only notices that
 * its stream is gone), whichever of them is the first to tell; else the writer's.
 */
export async function saveWritten<T>(
  save: (content: NodeJS.ReadableStream) => Promise<string>,
  write: (output: PassThrough) => Promise<T>,
): Promise<[fileId: string, written: T]> {
  const stream = new PassThrough();
  // That it failed is told by the two promises. The writer may fail before the keeper listens (while a file is opened), and an
  // error that nobody listens for ends the process.
  stream.on('error', () => undefined);
  const saved = save(stream);
  const written = write(stream).catch((error: unknown) => {
    stream.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  });
  try {
    return await Promise.all([saved, written]);
  } catch (error) {
    const [kept] = await Promise.allSettled([saved]);
    throw kept.status === 'rejected' && kept.reason instanceof AppError ? kept.reason : error;
  }
}
