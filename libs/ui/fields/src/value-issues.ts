import { Injectable, inject } from '@angular/core';
import { messageOf, type Told } from '@ruyi/contract/errors';
import type { Field } from '@ruyi/contract/metadata';
import { injectTranslate } from '@ruyi/ui/kit';
import { isWrittenAsDay } from './dates/read-date-text.js';
import { Words } from './words.js';

/** What is wrong with a value, in the words of whoever typed it: the catalogue's own speak to users of the API. */
@Injectable({ providedIn: 'root' })
export class ValueIssues {
  private readonly words = inject(Words);
  private readonly t = injectTranslate();

  of(issue: Told, value: unknown): string {
    switch (issue.key) {
      case 'invalidType.date':
      case 'invalidType.dateTime':
        return typeof value === 'string' && isWrittenAsDay(value)
          ? this.t('fields.noSuchDay', { day: value.trim() })
          : this.t('fields.notADay');
      case 'invalidType.money':
        return this.t('fields.notAnAmount');
      default:
        return messageOf(issue, this.words.locale());
    }
  }

  /** What was typed is none of what there is to choose. */
  ofStray(text: string): string {
    return this.t('fields.notAnOption', { text });
  }

  /** A time to meet again that has passed already is a slip; null when it still comes. */
  ofTime(field: Field, value: unknown, now: Date): string | null {
    if (field.key !== NEXT_CONTACT || field.type !== 'dateTime' || typeof value !== 'string') return null;
    return Date.parse(value) < now.getTime() ? this.t('fields.inThePast') : null;
  }
}

const NEXT_CONTACT = 'nextContactAt';
