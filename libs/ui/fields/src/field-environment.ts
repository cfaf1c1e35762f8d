import { Injectable, computed, inject, signal } from '@angular/core';
import { localDate, type RegionNames, type ValueEnvironment } from '@ruyi/contract/field-values';
import { SessionStore } from '@ruyi/ui/data-access';

/** What values mean here: the tenant's zone and currency, and the names of regions once they are loaded. */
@Injectable({ providedIn: 'root' })
export class FieldEnvironment {
  private readonly session = inject(SessionStore);
  readonly regions = signal<RegionNames | undefined>(undefined);

  readonly values = computed<ValueEnvironment>(() => {
    const regions = this.regions();
    return {
      timeZone: this.session.timeZone(),
      baseCurrency: this.session.baseCurrency(),
      ...(regions ? { regions } : {}),
    };
  });

  now(): Date {
    return this.session.now();
  }

  /** The tenant's calendar day, `YYYY-MM-DD`. */
  today(): string {
    return localDate(this.now(), this.values().timeZone);
  }
}
