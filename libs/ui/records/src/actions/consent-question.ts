import type { Label } from '@ruyi/contract/metadata';
import type { ParameterQuestion } from '../form/parameter-dialog.js';
import { ACTION_LABELS, dialogField } from './action-fields.js';

const SOURCES: readonly { readonly key: string; readonly label: Label }[] = [
  { key: 'website', label: { zh: '网站或表单', en: 'Website or form' } },
  { key: 'contract', label: { zh: '合同或订单', en: 'Contract or order' } },
  { key: 'paper', label: { zh: '名片或纸质表格', en: 'Business card or paper form' } },
  { key: 'phone', label: { zh: '电话里同意', en: 'By phone' } },
  { key: 'wechat', label: { zh: '微信里同意', en: 'On WeChat' } },
  { key: 'event', label: { zh: '展会或活动', en: 'Trade fair or event' } },
  { key: 'other', label: { zh: '其他', en: 'Other' } },
];

/** What has to be known of a consent: for what, how it was given, when. */
export function consentQuestion(t: (key: string) => string, title: string): ParameterQuestion {
  return {
    title,
    text: t('records.ask.consent'),
    confirm: t('records.action.consent'),
    fields: [
      dialogField('channel', 'select', ACTION_LABELS.channel, {
        required: true,
        display: 'tiles',
        options: [
          { key: 'sms', label: { zh: '短信', en: 'SMS' } },
          { key: 'mail', label: { zh: '邮件', en: 'E-mail' } },
        ],
      }),
      dialogField('state', 'select', ACTION_LABELS.consent, {
        required: true,
        display: 'tiles',
        options: [
          { key: 'given', label: { zh: '同意接收', en: 'Given' } },
          { key: 'withdrawn', label: { zh: '撤回同意', en: 'Withdrawn' } },
        ],
      }),
      dialogField('source', 'select', ACTION_LABELS.source, { required: true, options: [...SOURCES] }),
      dialogField('at', 'dateTime', ACTION_LABELS.consentAt),
      dialogField('note', 'text', ACTION_LABELS.note, { maxLength: 200 }),
    ],
    values: { channel: 'sms', state: 'given' },
  };
}
