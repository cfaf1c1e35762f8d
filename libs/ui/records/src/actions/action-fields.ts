import type { Field, Label } from '@ruyi/contract/metadata';

/** A field that exists only in a dialog. */
export function dialogField(key: string, type: Field['type'], label: Label, more: Partial<Field> = {}): Field {
  return { key, type, label, origin: 'system', ...more };
}

/** Texts of a dialog's field in both languages: metadata wants a label, not a key of the dictionary. */
export const ACTION_LABELS = {
  owner: { zh: '新负责人', en: 'New owner' },
  allocateTo: { zh: '分配给', en: 'Allocate to' },
  keepAsTeamMember: { zh: '原负责人保留为团队成员', en: 'Keep the former owner as a team member' },
  with: { zh: '同时转移', en: 'Also transfer' },
  pool: { zh: '公海', en: 'Pool' },
  reason: { zh: '原因', en: 'Reason' },
  channel: { zh: '渠道', en: 'Channel' },
  consent: { zh: '对方', en: 'Consent' },
  source: { zh: '怎样得到的', en: 'How it was given' },
  note: { zh: '备注', en: 'Note' },
  consentAt: { zh: '时间（不填为现在）', en: 'Date (leave empty for now)' },
} as const satisfies Record<string, Label>;
