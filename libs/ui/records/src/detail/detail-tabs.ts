import type { Label, ModuleDescription } from '@ruyi/contract/metadata';
import { stringList } from '@ruyi/ui/fields';
import type { ApiRecord, RelatedCount } from '@ruyi/ui/data-access';

export interface DetailTab {
  readonly key: string;
  readonly kind: 'timeline' | 'info' | 'related' | 'files' | 'team' | 'history';
  /** Records of the same module below this one: 下级客户. */
  readonly below?: boolean;
  /** Of a related module; other tabs are named by their kind. */
  readonly label?: Label;
  readonly count?: number;
  readonly module?: string;
  readonly field?: string;
}

/** Follow-ups are the timeline itself. */
const IN_TIMELINE = 'followUps';

/** The tabs of a record's page, in order. */
export function detailTabs(
  module: ModuleDescription,
  record: ApiRecord | null,
  counts: readonly RelatedCount[],
): readonly DetailTab[] {
  const others = module.related.filter((one) => one.module !== IN_TIMELINE);
  // Other modules first: the tree below the record itself is looked at least.
  const related = [
    ...others.filter((one) => one.module !== module.key),
    ...others.filter((one) => one.module === module.key),
  ];
  const files = module.fields.filter(
    (field) => (field.type === 'files' || field.type === 'images') && !field.retired && !field.hidden,
  );
  const fileCount = record ? files.reduce((sum, field) => sum + stringList(record[field.key]).length, 0) : 0;
  const tabs: (DetailTab | null)[] = [
    module.key === IN_TIMELINE ? null : { key: 'timeline', kind: 'timeline' },
    { key: 'info', kind: 'info' },
    ...related.map((one): DetailTab => {
      const count = counts.find((found) => found.module === one.module && found.field === one.field)?.count;
      return {
        key: `${one.module}.${one.field}`,
        kind: 'related',
        label: one.label,
        module: one.module,
        field: one.field,
        below: one.module === module.key,
        ...(count === undefined ? {} : { count }),
      };
    }),
    files.length > 0 ? { key: 'files', kind: 'files', count: fileCount } : null,
    module.owned ? { key: 'team', kind: 'team' } : null,
    { key: 'history', kind: 'history' },
  ];
  return tabs.filter((tab) => tab !== null);
}
