/** Why an archive cannot be written or taken in, in one line for the operator. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}
