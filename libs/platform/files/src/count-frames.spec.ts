import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkAnimation } from './check-image.js';
import { countFrames } from './count-frames.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ruyi-frames-'));
});
afterAll(() => rm(folder, { recursive: true }));

const gifHead = (width: number, height: number): Buffer => {
  const head = Buffer.from('GIF89a\0\0\0\0\x80\0\0' + '\0'.repeat(6), 'latin1');
  head.writeUInt16LE(width, 6);
  head.writeUInt16LE(height, 8);
  return head;
};
/** A control extension, then one pixel with a colour table of its own. */
const GIF_FRAME = Buffer.from('21f9040000000000' + '2c00000000010001008000000000000002024401' + '00', 'hex');
const gif = (frames: number, width = 10, height = 10): Buffer =>
  Buffer.concat([gifHead(width, height), ...Array<Buffer>(frames).fill(GIF_FRAME), Buffer.from(';')]);

const pngChunk = (kind: string, length: number): Buffer => {
  const chunk = Buffer.alloc(12 + length);
  chunk.writeUInt32BE(length);
  chunk.write(kind, 4, 'latin1');
  return chunk;
};
const png = (frames: number): Buffer =>
  Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', 13),
    pngChunk('IDAT', 100_000),
    ...Array.from({ length: frames }, () => Buffer.concat([pngChunk('fcTL', 26), pngChunk('fdAT', 7)])),
    pngChunk('IEND', 0),
  ]);

const webpChunk = (kind: string, length: number): Buffer => {
  const chunk = Buffer.alloc(8 + length + (length % 2));
  chunk.write(kind, 0, 'latin1');
  chunk.writeUInt32LE(length, 4);
  return chunk;
};
const webp = (frames: number): Buffer =>
  Buffer.concat([
    Buffer.from('RIFF\0\0\0\0WEBP', 'latin1'),
    webpChunk('VP8X', 10),
    ...Array.from({ length: frames }, () => webpChunk('ANMF', 33)),
  ]);

describe.each([
  ['image/gif', gif],
  ['image/png', png],
  ['image/webp', webp],
] as const)('frames of %s', (type, image) => {
  it.each([1, 3, 5_000])('are counted: %i', async (frames) => {
    const path = join(folder, 'image');
    await writeFile(path, image(frames));
    expect(await countFrames(path, type)).toBe(frames);
  });

  it('of a file that is cut short are those that are there', async () => {
    const path = join(folder, 'image');
    const whole = image(40);
    await writeFile(path, whole.subarray(0, whole.length - 20));
    expect(await countFrames(path, type)).toBeGreaterThan(30);
  });
});

describe('an animation', () => {
  it('of a size that people make is let through', () => {
    expect(() => checkAnimation(gif(1, 1_920, 1_080), 480)).not.toThrow();
  });

  it('that has more pixels in all than anybody plays is refused, however small each frame is', () => {
    expect(() => checkAnimation(gif(1, 1_920, 1_080), 500)).toThrow(expect.objectContaining({ status: 422 }));
    expect(() => checkAnimation(gif(1, 100, 100), 100_001)).toThrow(expect.objectContaining({ status: 422 }));
  });
});
