import { Injector, inject, type Provider } from '@angular/core';
import { RECORD_SENDER, type RecordSender } from '@ruyi/ui/module-slots';

/** Lets the record pages send: the dialog comes with the message pages, when it is first asked for. */
export function provideRecordSender(): Provider {
  return {
    provide: RECORD_SENDER,
    useFactory: (): RecordSender => {
      const injector = inject(Injector);
      return async (wish) => (await import('@ruyi/ui/admin')).openSendDialog(injector, wish);
    },
  };
}
