import { Injectable, inject } from '@angular/core';
import { ApiClient, type RequestOptions } from '../http/api-client.js';
import type { CursorPage, Items } from '../http/page.js';
import type {
  Channel,
  ChannelConsent,
  MergeField,
  MessageTemplate,
  Send,
  SendRecipient,
  Sender,
  SenderAnswer,
  SenderDraft,
  SenderStatus,
  TemplateDraft,
  TemplatePreview,
  TemplatePreviewRequest,
} from './messaging.js';

/** Templates, senders, and what was sent. Sending itself is `BulkApi.send`. */
@Injectable({ providedIn: 'root' })
export class MessagingApi {
  private readonly api = inject(ApiClient);

  templates = (query: { channel?: Channel; module?: string } = {}) =>
    this.api.get<Items<MessageTemplate>>('/templates', { query });
  template = (id: string) => this.api.get<MessageTemplate>(`/templates/${id}`);
  createTemplate = (draft: TemplateDraft) => this.api.post<MessageTemplate>('/templates', draft);
  updateTemplate = (id: string, patch: Partial<TemplateDraft> & { readonly version?: number }) =>
    this.api.patch<MessageTemplate>(`/templates/${id}`, patch);
  deleteTemplate = (id: string) => this.api.delete(`/templates/${id}`);
  previewTemplate = (request: TemplatePreviewRequest, options: Pick<RequestOptions, 'signal'> = {}) =>
    this.api.post<TemplatePreview>('/templates/preview', request, options);
  mergeFields = (module: string) => this.api.get<Items<MergeField>>('/templates/merge-fields', { query: { module } });

  sender = (channel: Channel) => this.api.get<SenderAnswer>(`/senders/${channel}`);
  saveSender = (channel: Channel, draft: SenderDraft) => this.api.put<Sender | null>(`/senders/${channel}`, draft);
  testSender = (channel: Channel, to: string) =>
    this.api.post<{ readonly sink: boolean }>(`/senders/${channel}/test`, { to });
  renewCallbacks = () => this.api.post<void>('/senders/sms/callbacks/renew');
  consents = (module: string, id: string) => this.api.get<Items<ChannelConsent>>(`/records/${module}/${id}/consents`);
  senderStatus = () => this.api.get<Readonly<Record<Channel, SenderStatus>>>('/senders/status');

  sends = (after?: string) => this.api.get<CursorPage<Send>>('/sends', { query: { after } });
  send = (id: string) => this.api.get<Send>(`/sends/${id}`);
  recipients = (id: string, state?: string, after?: string) =>
    this.api.get<CursorPage<SendRecipient>>(`/sends/${id}/recipients`, { query: { state, after } });
  cancelSend = (id: string) => this.api.post<Send>(`/sends/${id}/cancel`);
}
