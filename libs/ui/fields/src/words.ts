import { Injectable, computed, inject } from '@angular/core';
import { labelText, type Label, type Locale } from '@ruyi/contract/metadata';
import { LocaleStore } from '@ruyi/ui/kit';

/** Texts of metadata in the reader's language. */
@Injectable({ providedIn: 'root' })
export class Words {
  private readonly store = inject(LocaleStore);
  readonly locale = computed<Locale>(() => this.store.locale());

  of(label: Label | undefined): string {
    return label ? labelText(label, this.locale()) : '';
  }
}
