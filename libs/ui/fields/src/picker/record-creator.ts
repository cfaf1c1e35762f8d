import { InjectionToken } from '@angular/core';

/** A record made on the way. */
export interface CreatedRecord {
  readonly id: string;
  readonly name: string;
}

/** Creates a record of a module from within a picker; null when the reader thought better of it. */
export type RecordCreator = (module: string, name: string) => Promise<CreatedRecord | null>;

/** Provided by the record pages; without it pickers offer no creation. */
export const RECORD_CREATOR = new InjectionToken<RecordCreator>('RECORD_CREATOR');
