import { Injectable, signal } from '@angular/core';

/** The company's time zone and currency, told by the session; what every format goes by. */
@Injectable({ providedIn: 'root' })
export class RegionalSettings {
  /** IANA name. */
  readonly timeZone = signal('Asia/Shanghai');
  /** ISO 4217. */
  readonly currency = signal('CNY');
}
