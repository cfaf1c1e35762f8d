import { imageSize } from 'image-size';
import { AppError } from '@ruyi/contract/errors';

/** Kinds that browsers show in place: who opens the list where one stands decodes it. */
const SHOWN_IMAGES: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/bmp',
  'image/apng',
]);

/** More than any camera takes; decoded, it fills 400 MB. A few kilobytes of a file may claim millions of times that. */
const MOST_MEGAPIXELS = 100;
/** Of all frames of an animation together: some 500 of a full screen. */
const MOST_MEGAPIXELS_MOVING = 1_000;
const MEGAPIXEL = 1_000_000;

/**
 * Refuses an image that would burst whoever decodes it, by what its head says: nothing is decoded here. Answers the type
 * to serve it as: one that does not say its size is not shown in place.
 */
export function checkedImageType(type: string, head: Uint8Array): string {
  if (!SHOWN_IMAGES.has(type)) return type;
  const size = sizeOf(head);
  if (!size) return 'application/octet-stream';
  if (size.width * size.height > MOST_MEGAPIXELS * MEGAPIXEL)
    throw AppError.invalid([
      { path: 'file', code: 'tooLarge', key: 'tooLarge.pixels', params: { max: MOST_MEGAPIXELS } },
    ]);
  return type;
}

/** Refuses an animation whose frames together would keep whoever plays it busy; `countFrames` says how many there are. */
export function checkAnimation(head: Uint8Array, frames: number): void {
  const size = frames > 1 ? sizeOf(head) : null;
  if (size && size.width * size.height * frames > MOST_MEGAPIXELS_MOVING * MEGAPIXEL)
    throw AppError.invalid([
      { path: 'file', code: 'tooLarge', key: 'tooLarge.frames', params: { max: MOST_MEGAPIXELS_MOVING } },
    ]);
}

function sizeOf(head: Uint8Array): { readonly width: number; readonly height: number } | null {
  try {
    // A copy: the library reads on behind the end of a view, in whatever else its memory holds.
    const { width, height } = imageSize(Uint8Array.from(head));
    return width > 0 && height > 0 ? { width, height } : null;
  } catch {
    // Cut short, damaged, or something else behind an image's first bytes.
    return null;
  }
}
