import type { Transaction } from '@ruyi/engine/context';
import type { Locale } from '@ruyi/contract/metadata';

/** A mail that identity sends; the adapter words it in the reader's language. */
export type IdentityMail =
  | {
      readonly kind: 'passwordReset';
      readonly to: string;
      readonly locale: Locale;
      readonly url: string;
      readonly hours: number;
    }
  | {
      readonly kind: 'invitation';
      readonly to: string;
      readonly locale: Locale;
      readonly url: string;
      readonly tenantName: string;
      readonly inviterName: string;
      readonly days: number;
    };

/** Port: promises a mail within the transaction that makes its link; what is rolled back is never mailed. */
export interface IdentityMailer {
  promise(tx: Transaction, mail: IdentityMail, requestId: string | null): Promise<void>;
}
