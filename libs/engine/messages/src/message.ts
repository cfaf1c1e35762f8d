export type MessageChannel = 'mail' | 'sms';

export const MAIL_KINDS = ['notice', 'marketing'] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

export const AUDIT_STATES = ['notSubmitted', 'pending', 'approved', 'rejected'] as const;
export type AuditState = (typeof AUDIT_STATES)[number];

export type SmsKind = 'verification' | 'notice' | 'marketing';

export interface MessageTemplate {
  readonly id: string;
  readonly channel: MessageChannel;
  /** The module whose fields it merges. */
  readonly module: string;
  readonly name: string;
  /** Mail only. */
  readonly subject: string | null;
  /** Mail: HTML; SMS: plain text without the signature. Merge fields are `{{key}}` or `{{reference.key}}`. */
  readonly body: string;
  readonly providerCode: string | null;
  readonly smsKind: SmsKind | null;
  /** SMS only: how far the provider's check of the template has come. */
  readonly auditState: AuditState | null;
  /** Mail only. */
  readonly mailKind: MailKind | null;
  readonly version: number;
}

export const RECIPIENT_STATES = ['queued', 'sending', 'sent', 'skipped', 'failed'] as const;
export type RecipientState = (typeof RECIPIENT_STATES)[number];

/** Why a recipient got nothing. */
export const SKIP_REASONS = [
  'noAddress',
  'badAddress',
  'doNotContact',
  'optedOut',
  'noConsent',
  'duplicateAddress',
  'inRecycleBin',
  'emptyText',
  'notSeen',
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** A message ready to go out. `key` is the same at every attempt, for providers that can tell. */
export interface OutgoingMail {
  readonly key: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Where one click ends such mails; of marketing only. */
  readonly unsubscribe?: string;
}

export interface OutgoingSms {
  readonly key: string;
  readonly mobile: string;
  readonly signature: string;
  /** The whole text as the phone shows it, signature included. */
  readonly text: string;
  readonly templateCode: string | null;
  /** Merge values in the order of their first appearance in the template. */
  readonly params: readonly { readonly name: string; readonly value: string }[];
}

export interface DeliveryReceipt {
  readonly providerId: string;
  /** True when a development sink took it. */
  readonly sink: boolean;
}

/** A delivery that failed; `temporary` ones are tried again. */
export class DeliveryError extends Error {
  constructor(
    message: string,
    readonly temporary: boolean,
    options?: { cause?: unknown; uncertain?: boolean },
  ) {
    super(message, options);
    this.name = 'DeliveryError';
    this.uncertain = options?.uncertain ?? false;
  }

  /** The provider had the whole message and did not say what became of it: another attempt could be a second message. */
  readonly uncertain: boolean;
}

/** Port: how messages leave the house. Throws {@link DeliveryError}. */
export interface MessageCarrier {
  mail(sender: MailSender, message: OutgoingMail): Promise<DeliveryReceipt>;
  sms(sender: SmsSender, message: OutgoingSms): Promise<DeliveryReceipt>;
}

export interface MailSender {
  readonly provider: 'smtp' | 'sink';
  /** The operator's own server, wherever it stands; never set for one that a tenant describes. */
  readonly ofInstall?: true;
  readonly host?: string;
  readonly port?: number;
  readonly secure?: boolean;
  readonly user?: string;
  readonly password?: string;
  readonly fromName: string;
  readonly fromAddress: string;
}

export interface SmsSender {
  readonly provider: 'aliyun' | 'tencent' | 'http' | 'sink';
  /** Without the brackets. */
  readonly signature: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}
