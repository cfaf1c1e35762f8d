import { open, type FileHandle } from 'node:fs/promises';

/** Frames of an image file, by walking over its parts: nothing is decoded, and little of it is read. */
export async function countFrames(path: string, type: string): Promise<number> {
  const walk = WALKS[type];
  if (!walk) return 1;
  const handle = await open(path);
  try {
    return await walk(new Parts(handle));
  } finally {
    await handle.close();
  }
}

const WALKS: Readonly<Record<string, (file: Parts) => Promise<number>>> = {
  'image/gif': gifFrames,
  'image/webp': webpFrames,
  'image/png': pngFrames,
  'image/apng': pngFrames,
};

const BUFFERED = 64 * 1024;

/** Small pieces of a file at any place; empty behind its end. */
class Parts {
  #from = 0;
  #held = Buffer.alloc(0);

  constructor(private readonly handle: FileHandle) {}

  async at(place: number, length: number): Promise<Buffer> {
    if (place < this.#from || place + length > this.#from + this.#held.length) {
      const { buffer, bytesRead } = await this.handle.read(Buffer.alloc(BUFFERED), 0, BUFFERED, place);
      this.#from = place;
      this.#held = buffer.subarray(0, bytesRead);
    }
    return this.#held.subarray(place - this.#from, place - this.#from + length);
  }
}

/** Counts image descriptors; a part that is cut short ends the walk, as it ends a decoder's. */
async function gifFrames(file: Parts): Promise<number> {
  const tableOf = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  const pastBlocks = async (from: number): Promise<number> => {
    for (let place = from; ;) {
      const [length] = await file.at(place, 1);
      place += 1 + (length ?? 0);
      if (!length) return place;
    }
  };
  let frames = 0;
  let place = 13 + tableOf((await file.at(10, 1))[0] ?? 0);
  for (;;) {
    const [kind] = await file.at(place, 1);
    if (kind === 0x21) place = await pastBlocks(place + 2);
    else if (kind === 0x2c) {
      frames += 1;
      const [flags] = await file.at(place + 9, 1);
      place = await pastBlocks(place + 11 + tableOf(flags ?? 0));
    } else return frames;
  }
}

/** Counts `ANMF`; a still image has none. */
async function webpFrames(file: Parts): Promise<number> {
  let frames = 0;
  for (let place = 12; ;) {
    const head = await file.at(place, 8);
    if (head.length < 8) return Math.max(1, frames);
    if (head.toString('latin1', 0, 4) === 'ANMF') frames += 1;
    const length = head.readUInt32LE(4);
    place += 8 + length + (length % 2);
  }
}

/** Counts `fcTL`, whatever `acTL` says there are. */
async function pngFrames(file: Parts): Promise<number> {
  let frames = 0;
  for (let place = 8; ;) {
    const head = await file.at(place, 8);
    if (head.length < 8) return Math.max(1, frames);
    const kind = head.toString('latin1', 4, 8);
    if (kind === 'fcTL') frames += 1;
    if (kind === 'IEND') return Math.max(1, frames);
    place += 12 + head.readUInt32BE(0);
  }
}
