import type { FieldKind, Label } from '@ruyi/contract/metadata';
import { columnName } from '@ruyi/engine/field-types';
import type { ModuleDefinition } from './module-definition.js';
import type { FieldModel, FieldStorage } from './tenant-model.js';

interface SystemField {
  readonly type: FieldKind;
  readonly label: Label;
  readonly hidden?: boolean;
  readonly indexed?: boolean;
  readonly target?: string;
  readonly storage?: FieldStorage;
}

const label = (zh: string, en: string): Label => ({ zh, en });

const TRACE: Readonly<Record<string, SystemField>> = {
  version: { type: 'integer', label: label('版本', 'Version'), hidden: true },
  createdAt: { type: 'dateTime', label: label('创建时间', 'Created'), indexed: true },
  updatedAt: { type: 'dateTime', label: label('更新时间', 'Updated'), indexed: true },
  createdBy: { type: 'user', label: label('创建人', 'Created by') },
  updatedBy: { type: 'user', label: label('更新人', 'Updated by') },
};

const BIN: Readonly<Record<string, SystemField>> = {
  deletedAt: { type: 'dateTime', label: label('删除时间', 'Deleted'), hidden: true },
  deletedBy: { type: 'user', label: label('删除人', 'Deleted by'), hidden: true },
};

const FOLLOW_UP: Readonly<Record<string, SystemField>> = {
  lastFollowUpAt: { type: 'dateTime', label: label('最后跟进时间', 'Last follow-up'), indexed: true },
};

const POOL: Readonly<Record<string, SystemField>> = {
  poolId: { type: 'reference', label: label('所属公海', 'Pool'), target: 'pools' },
  ownedSince: { type: 'dateTime', label: label('获得时间', 'Owned since') },
  formerOwnerId: { type: 'user', label: label('前负责人', 'Former owner') },
  pooledAt: { type: 'dateTime', label: label('进入公海时间', 'In the pool since') },
  poolReason: { type: 'text', label: label('进入公海原因', 'Reason of the move to the pool') },
  locked: { type: 'boolean', label: label('锁定', 'Locked') },
  reclaimAt: { type: 'dateTime', label: label('到期时间', 'Reclaimed at'), indexed: true },
  daysToReclaim: {
    type: 'integer',
    label: label('距到期天数', 'Days to reclaim'),
    storage: { at: 'derived', from: 'reclaimAt', rule: 'daysUntil' },
  },
};

/** The fields that a module's records have without declaring them. The engine writes them; nobody else does. */
export function systemFields(
  module: Pick<ModuleDefinition, 'key' | 'access' | 'owned' | 'poolable' | 'followable'>,
): FieldModel[] {
  const fields: Record<string, SystemField> = {
    id: { type: 'reference', label: label('编号', 'Id'), hidden: true, target: module.key },
    ...TRACE,
    ...(isOwned(module) ? { ownerId: { type: 'user', label: label('负责人', 'Owner') } as const } : {}),
    ...(module.followable || module.poolable ? FOLLOW_UP : {}),
    ...(module.poolable ? POOL : {}),
    ...BIN,
  };
  return Object.entries(fields).map(([key, { storage, ...field }]) => ({
    key,
    origin: 'system',
    readOnly: true,
    ...(storage ? { derived: true } : {}),
    ...field,
    storage: storage ?? { at: 'columns', columns: { value: columnName(key) } },
  }));
}

export function isOwned(module: Pick<ModuleDefinition, 'access' | 'owned'>): boolean {
  return module.owned ?? (module.access === 'own' || 'either' in module.access);
}
