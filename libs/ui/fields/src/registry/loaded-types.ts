import { signal, type Signal, type Type } from '@angular/core';

/** Loads the component of a key once; afterwards the same signal answers at once, so that rows do not flicker. */
export class LoadedTypes<K extends string, C> {
  private readonly types = new Map<K, Signal<Type<C> | null>>();

  constructor(private readonly loaders: Readonly<Record<K, () => Promise<Type<C>>>>) {}

  of(key: K): Signal<Type<C> | null> {
    const known = this.types.get(key);
    if (known) return known;
    const type = signal<Type<C> | null>(null);
    this.types.set(key, type);
    this.loaders[key]().then(
      (loaded) => type.set(loaded),
      // A chunk that did not arrive is asked for again by the next one who needs it.
      () => this.types.delete(key),
    );
    return type;
  }
}
