import { signal, type Signal, type Type } from '@angular/core';

const TRIES = 4;
const PAUSE_MS = 2_000;

/** Loads the component of a key once; afterwards the same signal answers at once, so that rows do not flicker. */
export class LoadedTypes<K extends string, C> {
  private readonly types = new Map<K, Signal<Type<C> | null>>();

  constructor(private readonly loaders: Readonly<Record<K, () => Promise<Type<C>>>>) {}

  of(key: K): Signal<Type<C> | null> {
    const known = this.types.get(key);
    if (known) return known;
    const type = signal<Type<C> | null>(null);
    this.types.set(key, type);
    this.load(key, (loaded) => type.set(loaded), TRIES);
    return type;
  }

  private load(key: K, done: (type: Type<C>) => void, tries: number): void {
    this.loaders[key]().then(done, () => {
      // A chunk that did not arrive is asked for again: the line may have been gone for a moment.
      if (tries > 1) setTimeout(() => this.load(key, done, tries - 1), PAUSE_MS);
      else this.types.delete(key);
    });
  }
}
