const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text can be the id of a record at all: others are not asked for. */
export function isRecordId(text: string): boolean {
  return UUID.test(text);
}
