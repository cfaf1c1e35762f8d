import type { Label } from '@ruyi/contract/metadata';
import type { ModuleModel } from '@ruyi/engine/model';

/** The name of the job that carries a bulk action out. */
export const BULK_JOB = 'records.bulk';
export const UNDO_JOB = 'records.undo';

const VERBS: Readonly<Record<string, Label>> = {
  edit: { zh: '批量编辑', en: 'Edit' },
  delete: { zh: '批量删除', en: 'Delete' },
  restore: { zh: '批量恢复', en: 'Restore' },
  transfer: { zh: '批量转移', en: 'Transfer' },
};

/** What the progress bar calls the job: 批量转移客户. */
export function bulkLabel(module: ModuleModel, action: string): Label {
  const own = module.actions.find(({ key }) => key === action)?.label;
  const verb = VERBS[action] ?? { zh: `批量${own?.zh ?? action}`, en: own?.en ?? action };
  return { zh: `${verb.zh}${module.label.zh}`, en: `${verb.en}: ${module.label.en ?? module.label.zh}` };
}

export function undoLabel(label: Label): Label {
  return { zh: `撤销：${label.zh}`, en: `Undo: ${label.en ?? label.zh}` };
}
