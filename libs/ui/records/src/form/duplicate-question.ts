import { inject } from '@angular/core';
import type { RecordValues } from '@ruyi/ui/data-access';
import { Confirm, injectTranslate } from '@ruyi/ui/kit';
import { injectDuplicateWatch, type DuplicateWatch } from './duplicate-watch.js';

export interface DuplicateQuestion extends DuplicateWatch {
  /** Asks whoever saves something like what is there already; false: thought better of it. */
  mayGoOn(values: RecordValues): Promise<boolean>;
}

/** The watch while typing, and the question before a save: what only warns has to be acknowledged once. */
export function injectDuplicateQuestion(source: Parameters<typeof injectDuplicateWatch>[0]): DuplicateQuestion {
  const watch = injectDuplicateWatch(source);
  const confirm = inject(Confirm);
  const t = injectTranslate();
  let acknowledged = '';
  return {
    ...watch,
    async mayGoOn(values) {
      const matches = await watch.warnings(values);
      const said = JSON.stringify(matches);
      if (matches.length === 0 || said === acknowledged) return true;
      const sure = await confirm.ask({
        title: t('records.duplicate.askTitle'),
        details: matches.map((match) =>
          t('records.duplicate.found', {
            name: match.name,
            owner: match.ownerName || t(match.pooled ? 'records.duplicate.inPool' : 'records.duplicate.nobody'),
          }),
        ),
        confirm: t('records.duplicate.saveAnyway'),
      });
      if (sure) acknowledged = said;
      return sure;
    },
  };
}
