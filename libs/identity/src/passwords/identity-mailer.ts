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

/** Port: hands a mail over for sending; wired to the platform's mail. */
export interface IdentityMailer {
  send(mail: IdentityMail): Promise<void>;
}
