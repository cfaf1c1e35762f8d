import type { Label } from '@ruyi/contract/metadata';

export type Channel = 'mail' | 'sms';

export type SmsKind = 'verification' | 'notice' | 'marketing';

export type MailKind = 'notice' | 'marketing';

/** How far the provider's check of a template has come. */
export type AuditState = 'notSubmitted' | 'pending' | 'approved' | 'rejected';

export interface MessageTemplate {
  readonly id: string;
  readonly channel: Channel;
  /** The module whose fields it merges. */
  readonly module: string;
  readonly name: string;
  /** Mail only. */
  readonly subject: string | null;
  /** Mail: HTML; SMS: plain text without the signature. Merge fields are `{{key}}` or `{{reference.key}}`. */
  readonly body: string;
  readonly providerCode: string | null;
  readonly smsKind: SmsKind | null;
  /** SMS only. */
  readonly auditState: AuditState | null;
  /** Mail only. */
  readonly mailKind: MailKind | null;
  readonly version: number;
}

export type TemplateDraft = Omit<MessageTemplate, 'id' | 'version'>;

/** An unsaved template, shown with a record's values when `recordId` is given. */
export type TemplatePreviewRequest = Pick<TemplateDraft, 'channel' | 'module' | 'body'> &
  Partial<TemplateDraft> & { readonly recordId?: string };

/** What providers of SMS are known to refuse. */
export type SmsWarning = 'tooLong' | 'onlyVariables' | 'debtCollection' | 'wechat' | 'link' | 'brackets';

export interface TemplatePreview {
  readonly subject: string | null;
  readonly html: string | null;
  readonly text: string;
  readonly length: number;
  /** SMS only. */
  readonly parts: number | null;
  readonly warnings: readonly SmsWarning[];
}

export interface MergeField {
  readonly path: string;
  readonly label: Label;
}

export type SenderProvider = 'smtp' | 'aliyun' | 'tencent' | 'http' | 'sink';

/** A sender's settings; secrets are written, never read back. */
export interface Sender {
  readonly channel: Channel;
  readonly provider: SenderProvider;
  readonly settings: Readonly<Record<string, string>>;
  /** Which secrets are set. */
  readonly secretsSet: readonly string[];
  readonly ratePerMinute: number;
  readonly version: number;
}

export interface ProviderShape {
  readonly settings: readonly string[];
  readonly required: readonly string[];
  readonly secrets: readonly string[];
}

export interface SenderAnswer {
  readonly sender: Sender | null;
  readonly providers: Partial<Readonly<Record<SenderProvider, ProviderShape>>>;
  /** SMS only: the addresses to enter at the provider. */
  readonly callbacks?: { readonly receipts: string; readonly replies: string };
}

export interface SenderDraft {
  readonly provider: SenderProvider;
  readonly settings: Readonly<Record<string, string>>;
  /** Those left out are kept. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly ratePerMinute?: number;
}

export interface SenderStatus {
  readonly channel: Channel;
  readonly ready: boolean;
  /** `sink`: nobody really receives anything. */
  readonly mode: 'tenant' | 'install' | 'sink' | 'none';
  /** What is to be done, in order. */
  readonly steps: readonly {
    readonly step: 'chooseProvider' | 'fillSettings' | 'createTemplate' | 'sendTest';
    readonly done: boolean;
  }[];
}

export type DeliveryState = 'delivered' | 'undelivered';

export type RecipientState = 'queued' | 'sending' | 'sent' | 'skipped' | 'failed';

/** One sending to many; its id is also the job's. */
export interface Send {
  readonly id: string;
  readonly channel: Channel;
  readonly module: string;
  /** The template's name. */
  readonly template: string;
  readonly state: string;
  readonly scheduledAt: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly createdBy: string | null;
  /** Why it came to nothing. */
  readonly error: { readonly message: string } | null;
  readonly counts: Readonly<Record<RecipientState, number>>;
  /** By the provider's receipts. */
  readonly receipts: Readonly<Record<DeliveryState, number>>;
}

export interface SendRecipient {
  readonly recordId: string;
  readonly name: string;
  /** As the caller may see it. */
  readonly address: string | null;
  readonly state: RecipientState;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly attempts: number;
  readonly sentAt: string | null;
  readonly sink: boolean;
  /** What the provider's receipt said; null: none came yet. */
  readonly delivery: DeliveryState | null;
  readonly deliveryCode: string | null;
  readonly deliveryAt: string | null;
}

/** What the person behind a record's number or mail address has agreed to. */
export interface ChannelConsent {
  readonly channel: Channel;
  /** Whether the record has an address of the kind at all. */
  readonly address: boolean;
  readonly state: 'given' | 'withdrawn' | 'refused' | null;
  /** Newest first. */
  readonly entries: readonly {
    readonly state: 'given' | 'withdrawn' | 'refused';
    readonly source: string;
    readonly note: string | null;
    readonly at: string;
    readonly by: string | null;
  }[];
}
