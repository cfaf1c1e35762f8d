export type Channel = 'mail' | 'sms';

export type SmsKind = 'verification' | 'notice' | 'marketing';

export interface MessageTemplate {
  readonly id: string;
  readonly channel: Channel;
  readonly name: string;
  readonly module: string;
  readonly subject?: string | null;
  readonly body: string;
  readonly providerCode?: string | null;
  readonly smsKind?: SmsKind | null;
  readonly signature?: string | null;
}

export type TemplateDraft = Omit<MessageTemplate, 'id'>;

export interface TemplatePreviewRequest {
  readonly channel: Channel;
  readonly module: string;
  readonly subject?: string;
  readonly body: string;
  readonly recordId?: string;
  readonly signature?: string;
  readonly smsKind?: SmsKind;
}

export interface TemplatePreview {
  readonly subject?: string | null;
  readonly html?: string | null;
  readonly text: string;
  /** SMS only. */
  readonly parts?: number;
  readonly length?: number;
  readonly warnings: readonly (string | { readonly code?: string; readonly message: string })[];
}

export interface MergeField {
  readonly key: string;
  readonly label: string | { readonly zh: string; readonly en?: string };
  readonly group?: string;
}

/** A sender's settings; secrets are written, never read back. */
export type SenderSettings = Readonly<Record<string, unknown>>;

export interface SenderStatus {
  readonly ready: boolean;
  /** What is still to be done, in order. */
  readonly todo?: readonly string[];
  readonly [detail: string]: unknown;
}

export type SendState = 'scheduled' | 'waiting' | 'active' | 'completed' | 'failed' | 'cancelled';

/** One sending to many. */
export interface Send {
  readonly id: string;
  readonly jobId?: string | null;
  readonly channel: Channel;
  readonly templateName?: string | null;
  readonly module?: string;
  readonly state: SendState;
  readonly total: number;
  readonly sent: number;
  readonly skipped: number;
  readonly failed: number;
  readonly at?: string | null;
  readonly createdAt: string;
  readonly createdByName?: string | null;
  readonly [detail: string]: unknown;
}

export interface SendRecipient {
  readonly id: string;
  readonly recordId?: string | null;
  readonly name: string;
  readonly address: string | null;
  readonly state: string;
  readonly reason?: string | null;
  readonly attempts?: number;
  readonly sentAt?: string | null;
}
