import type { InputReader } from '@ruyi/contract/errors';
import type { Label } from '@ruyi/contract/metadata';

const LONGEST = 100;

/** `{zh, en?}` of a section or view. */
export function readLabelInput(reader: InputReader, input: unknown, path: string): Label | undefined {
  if (input === undefined || input === null) return reader.fail(path, 'required');
  const label = reader.object(input, path, ['zh', 'en']);
  if (!label) return undefined;
  const zh = reader.line(label['zh'], `${path}.zh`, LONGEST);
  const isGiven = label['en'] !== undefined && label['en'] !== null && label['en'] !== '';
  const en = isGiven ? reader.line(label['en'], `${path}.en`, LONGEST) : undefined;
  return zh === undefined ? undefined : { zh, ...(en === undefined ? {} : { en }) };
}
