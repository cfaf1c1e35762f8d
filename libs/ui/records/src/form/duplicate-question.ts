import { Injector, inject } from '@angular/core';
import type { RecordValues } from '@ruyi/ui/data-access';
import { openDialog } from '../dialog/open-dialog.js';
import { injectDuplicateWatch, type DuplicateWatch } from './duplicate-watch.js';

export interface DuplicateQuestion extends DuplicateWatch {
  /** Asks whoever saves something like what is there already; false: thought better of it. */
  mayGoOn(values: RecordValues): Promise<boolean>;
}

/** The watch while typing, and the question before a save: what only warns has to be acknowledged once. */
export function injectDuplicateQuestion(source: Parameters<typeof injectDuplicateWatch>[0]): DuplicateQuestion {
  const watch = injectDuplicateWatch(source);
  const injector = inject(Injector);
  let acknowledged = '';
  return {
    ...watch,
    async mayGoOn(values) {
      const matches = await watch.warnings(values);
      const said = JSON.stringify(matches);
      const module = source()?.module;
      if (!module || matches.length === 0 || said === acknowledged) return true;
      const { DuplicateDialog } = await import('./duplicate-dialog.js');
      const sure = await openDialog<boolean>(injector, DuplicateDialog, { module, matches });
      if (sure) acknowledged = said;
      return sure ?? false;
    },
  };
}
