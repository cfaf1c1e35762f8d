import { Pipe, type PipeTransform } from '@angular/core';
import { injectFormat, type MoneyValue } from './format.js';

// Impure, so that they follow a change of language; the work behind them is cached.

/** `{{ at | ryDateTime }}`: 今天 15:00; `'full'`: 2026-11-24 15:00; `'date'`: 2026-11-24. */
@Pipe({ name: 'ryDateTime', pure: false })
export class DateTimePipe implements PipeTransform {
  private readonly format = injectFormat();

  transform(value: string | Date | null | undefined, style: 'near' | 'full' | 'date' | 'ago' = 'near'): string {
    if (style === 'full') return this.format.dateTime(value);
    if (style === 'date') return this.format.date(value);
    return style === 'ago' ? this.format.ago(value) : this.format.nearDateTime(value);
  }
}

@Pipe({ name: 'ryMoney', pure: false })
export class MoneyPipe implements PipeTransform {
  private readonly format = injectFormat();

  transform(value: MoneyValue | null | undefined, style: 'exact' | 'short' = 'exact'): string {
    return style === 'short' ? this.format.shortMoney(value) : this.format.money(value);
  }
}
