import { constants, deflateRawSync } from 'node:zlib';

/** A file in a zip: its bytes packed, and what the zip says of how large they are. */
export interface ZipPart {
  readonly name: string;
  readonly packed: Buffer;
  readonly claimedSize: number;
}

/** A piece of text so many times over, packed without ever standing in memory: a thousand times smaller than it unpacks to. */
export function zipPart(name: string, text: string, times = 1, claimedSize?: number): ZipPart {
  const piece = Buffer.from(text);
  // After a full flush nothing refers back: the packed pieces may stand one behind the other. Then the empty last block.
  const packedPiece = deflateRawSync(piece, { finishFlush: constants.Z_FULL_FLUSH });
  const packed = Buffer.concat([...Array.from({ length: times }, () => packedPiece), Buffer.from([3, 0])]);
  return { name, packed, claimedSize: claimedSize ?? piece.length * times };
}
