import { once } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { AppError } from '@ruyi/contract/errors';
import { saveWritten } from './save-written.js';

const full = (): AppError => new AppError(503, 'internal', { key: 'diskFull' });

/** Takes a chunk; the next one finds no room. */
function smallDisk(): Writable {
  let chunks = 0;
  return new Writable({
    highWaterMark: 1,
    write(_chunk, _encoding, done) {
      chunks += 1;
      done(chunks > 1 ? Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }) : null);
    },
  });
}

async function writeMuch(output: Writable): Promise<number> {
  for (let row = 0; row < 1_000; row += 1)
    if (!output.write('x'.repeat(1_000))) await Promise.race([once(output, 'drain'), finished(output)]);
  output.end();
  await finished(output);
  return 1_000;
}

describe('a file that is written as it is kept', () => {
  it('has its id and what the writer says', async () => {
    const parts: string[] = [];
    const save = async (content: NodeJS.ReadableStream): Promise<string> => {
      for await (const part of content) parts.push(String(part));
      return 'id';
    };
    const write = async (output: Writable): Promise<number> => {
      output.end('rows');
      await finished(output);
      return 1;
    };
    expect(await saveWritten(save, write)).toEqual(['id', 1]);
    expect(parts.join('')).toBe('rows');
  });

  it.each([0, 20])(
    'fails for the keeper’s reason, though the writer’s stream is gone %d ms before that is told',
    async (ms) => {
      const save = async (content: NodeJS.ReadableStream): Promise<string> => {
        try {
          await pipeline(content, smallDisk());
          return 'id';
        } catch {
          // What is half there is taken away first.
          await pause(ms);
          throw full();
        }
      };
      await expect(saveWritten(save, writeMuch)).rejects.toMatchObject({ status: 503, key: 'diskFull' });
    },
  );

  it('fails for the keeper’s reason before a row was written', async () => {
    await expect(saveWritten(() => Promise.reject(full()), writeMuch)).rejects.toMatchObject({ key: 'diskFull' });
  });

  it('fails for the writer’s reason, which the keeper is told', async () => {
    let told: unknown;
    const save = async (content: NodeJS.ReadableStream): Promise<string> => {
      await pipeline(content, smallDisk()).catch((error: unknown) => {
        told = error;
        throw error;
      });
      return 'id';
    };
    const write = (): Promise<number> => Promise.reject(AppError.notAllowed());
    await expect(saveWritten(save, write)).rejects.toMatchObject({ status: 403 });
    expect(told).toMatchObject({ status: 403 });
  });

  it('fails for the writer’s reason though it comes before the keeper listens', async () => {
    const save = async (content: NodeJS.ReadableStream): Promise<string> => {
      await pause(20);
      await pipeline(content, smallDisk());
      return 'id';
    };
    // As the writer of a csv does, which pipes into the stream.
    const write = (output: Writable): Promise<number> => {
      new PassThrough().pipe(output);
      return Promise.reject(AppError.notAllowed());
    };
    await expect(saveWritten(save, write)).rejects.toMatchObject({ status: 403 });
  });
});
