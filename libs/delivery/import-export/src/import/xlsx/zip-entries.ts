import { Readable } from 'node:stream';
import { Parse, type Entry } from 'unzipper';

/**
 * The entries of a zip, one after another as they lie in it; what is left of one when the next is asked for is passed over.
 * A file that is cut short or is no zip is an Error, of the entry that is being read or of the next one.
 */
export async function* zipEntries(content: NodeJS.ReadableStream): AsyncGenerator<Entry, void> {
  const zip = content.pipe(Parse({ forceStream: true }));
  content.on('error', (error) => zip.destroy(error));
  let current: Entry | null = null;
  let fault: Error | null = null;
  // A file that is cut short is a fault of the zip alone: its last entry would be waited for without an end.
  zip.on('error', (error: Error) => {
    fault = error;
    current?.destroy(error);
  });
  try {
    // Never by its event `end`: that comes with the last byte in, while entries may still wait to be taken.
    for await (const entry of zip as AsyncIterable<Entry>) {
      current = entry;
      if (fault !== null) throw fault;
      yield entry;
      if (!entry.readableEnded) entry.autodrain();
    }
  } finally {
    if (content instanceof Readable) content.destroy();
  }
}
