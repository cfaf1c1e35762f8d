import { v7 } from 'uuid';

/** A fresh UUIDv7: sorts by creation time. */
export function newId(): string {
  return v7();
}
