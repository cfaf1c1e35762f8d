import { v7 } from 'uuid';

/** A fresh UUIDv7: sorts by creation time, or by `at` for what is entered later than it happened. */
export function newId(at?: Date): string {
  return at ? v7({ msecs: at.getTime() }) : v7();
}
